import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { Kept } from "@/lib/server/kept-reading";
import { toNodeDetail, type NodeFacts } from "@/lib/server/read/node-facts";
import { nodeReading, storedFacts } from "@/lib/server/read/read-node";
import { searchSources, type SearchedSources } from "@/lib/server/read/search-sources";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { listSourcesOfNode } from "@/lib/server/store/nodes";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** Where a node id is registered, where it was looked for, and which of those could not say. */
export interface FoundPlaces extends Pick<SearchedSources<never>, "searched" | "unread"> {
  readonly nodes: readonly NodeDetail[];
}

const nowhere = "noSuchNode";

type Found = NodeFacts | typeof nowhere;

/** The store's word, then SSM's; where another source stores the node, SSM is not asked for the rest. */
async function askSource(
  opened: OpenedSource,
  instanceId: InstanceId,
  storedIn: ReadonlySet<number>,
  patience: Patience,
): Promise<Kept<Found>> {
  const done = { reading: false, failure: null };
  if (storedIn.size === 0) {
    const kept = await nodeReading(opened, instanceId).ask(patience);
    if (kept.value !== "stored") return { ...kept, value: kept.value };
  }
  const facts = await storedFacts(opened, instanceId);
  return { ...done, value: facts ?? nowhere, readAt: facts?.readAt ?? null };
}

/** Looks a node id up in every source the viewer may see: in the store, and where it is nowhere there, in SSM. */
export async function findNode(
  viewer: Viewer,
  instanceId: InstanceId,
  patience: Patience,
): Promise<FoundPlaces> {
  const { database } = await store();
  const seen = new Set((await sourcesFor(viewer)).map(({ sourceNo }) => sourceNo));
  const stored = await listSourcesOfNode(database, instanceId);
  const storedIn = new Set(stored.filter((sourceNo) => seen.has(sourceNo)));
  const { asked, searched, unread } = await searchSources(viewer, (opened) =>
    askSource(opened, instanceId, storedIn, patience),
  );
  const nowMs = Date.now();
  return {
    nodes: asked.flatMap(({ kept: { value } }) =>
      value === null || value === nowhere ? [] : [toNodeDetail(value, nowMs)],
    ),
    searched,
    unread,
  };
}
