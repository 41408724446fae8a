import "server-only";
import { LRUCache } from "lru-cache";
import type { InstanceId } from "@/lib/domain/instance-id";
import { sourceKey, type Source } from "@/lib/domain/source";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { KeptReading, readingOf } from "@/lib/server/kept-reading";
import { oncePerProcess } from "@/lib/server/process-wide";
import { ProblemError } from "@/lib/server/problem-error";
import { answered } from "@/lib/server/read/answered";
import { availableSecurityUpdatesRule } from "@/lib/server/read/baselines-used";
import { toNodeDetail, toNodeFacts, type NodeFacts } from "@/lib/server/read/node-facts";
import { sourceFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { loadNamedNode } from "@/lib/server/store/named-nodes";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { sweepNode } from "@/lib/server/sweep/sweep-node";

/** SSM's "no such node" is believed for a minute; a failure is not asked about again at once. */
const kept = { keepMs: 60_000, retryMs: 5_000 };

type NodeReading = KeptReading<"stored" | "noSuchNode">;

/** Bounded, because ids come from addresses. */
const readings = oncePerProcess(
  "node-readings",
  () => new LRUCache<string, NodeReading>({ max: 20_000 }),
);

/** The reading of one node from SSM into the store. */
export function nodeReading(opened: OpenedSource, instanceId: InstanceId): NodeReading {
  const key = `${sourceKey(opened.source)}/${instanceId}`;
  const baselines = {
    ruleFor: (patchState: Parameters<typeof availableSecurityUpdatesRule>[1]) =>
      availableSecurityUpdatesRule(opened, patchState),
  };
  return readingOf(
    readings(),
    key,
    () => new KeptReading(() => sweepNode(opened, instanceId, baselines), kept),
  );
}

/** What is stored of a node; null when nothing is. */
export async function storedFacts(
  opened: OpenedSource,
  instanceId: InstanceId,
): Promise<NodeFacts | null> {
  const { database } = await store();
  const stored = await loadNamedNode(database, opened.sourceNo, instanceId);
  return stored && toNodeFacts(opened, stored);
}

function noSuchNode({ source }: OpenedSource, instanceId: InstanceId): ProblemError {
  return new ProblemError(
    "notFound",
    `AWS Systems Manager knows no managed node ${instanceId} in account ${source.account}, ${source.region}.`,
    [
      {
        name: "instanceId",
        value: instanceId,
        reason: "Not a managed node of this account and Region.",
      },
    ],
  );
}

/**
 * What is stored of a node; one that the store has never seen is read from SSM first, as long as `patience` allows.
 * Throws ProblemError `notFound` when SSM itself does not know it, or why SSM could not be read.
 */
export async function factsOf(
  opened: OpenedSource,
  instanceId: InstanceId,
  patience: Patience,
): Promise<NodeFacts> {
  const stored = await storedFacts(opened, instanceId);
  if (stored !== null) return stored;
  const reading = await nodeReading(opened, instanceId).ask(patience);
  const value = answered(reading, opened.throttling);
  const read = value === "noSuchNode" ? null : await storedFacts(opened, instanceId);
  if (read === null) throw noSuchNode(opened, instanceId);
  return read;
}

/** One node with everything SSM says of it. Throws ProblemError `notFound`, or AwsReadError when SSM can't be read. */
export async function readNode(
  viewer: Viewer,
  source: Source,
  instanceId: InstanceId,
  patience: Patience,
): Promise<NodeDetail> {
  const opened = await sourceFor(viewer, source);
  return toNodeDetail(await factsOf(opened, instanceId, patience), Date.now());
}
