import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toNodeDetail } from "@/lib/server/read/node-facts";
import { nodeReading } from "@/lib/server/read/read-node";
import { searchSources, type SearchedSources } from "@/lib/server/read/search-sources";
import type { Patience } from "@/lib/server/settled-within";

/** Where a node id is registered, where it was looked for, and which of those could not say. */
export interface FoundPlaces extends Pick<SearchedSources<never>, "searched" | "unread"> {
  readonly nodes: readonly NodeDetail[];
}

/** Looks a node id up in every source the viewer may see. */
export async function findNode(
  viewer: Viewer,
  instanceId: InstanceId,
  patience: Patience,
): Promise<FoundPlaces> {
  const reading = searchSources(viewer, (opened) => nodeReading(opened, instanceId), patience);
  const { asked, searched, unread } = await reading;
  const nowMs = Date.now();
  return {
    nodes: asked.flatMap(({ kept: { value } }) =>
      value === null || value === "noSuchNode" ? [] : [toNodeDetail(value, nowMs)],
    ),
    searched,
    unread,
  };
}
