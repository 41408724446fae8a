import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import { sourceKey } from "@/lib/domain/source";
import { describeInstanceInformationPages } from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { oncePerProcess } from "@/lib/server/process-wide";
import { gatherFacts } from "@/lib/server/read/gather-facts";
import { KeptReading, readingOf } from "@/lib/server/kept-reading";
import type { NodeFacts } from "@/lib/server/read/node-facts";
import { ensureAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";

/** Long enough that paging and filtering cost no call, short enough that a scan shows. */
const kept = { keepMs: 60_000, retryMs: 10_000 };

const fleets = oncePerProcess("fleets", () => new Map<string, KeptReading<readonly NodeFacts[]>>());

const mostIds = 50;

/**
 * Every managed node of a source: 2 · ⌈N/50⌉ calls, and one for each node that has no node patch state. The states of
 * fifty nodes are asked for while the list goes on; its pages can be shorter than fifty.
 */
async function readFleet(opened: OpenedSource): Promise<readonly NodeFacts[]> {
  await ensureAccount(opened);
  const nodes: ManagedNode[] = [];
  const asked: Array<Promise<ReadonlyMap<InstanceId, NodePatchState>>> = [];
  const ask = (from: number) => {
    const ids = nodes.slice(from, from + mostIds).map(({ instanceId }) => instanceId);
    asked.push(describeInstancePatchStates(opened.clients, ids));
  };
  for await (const page of describeInstanceInformationPages(opened.clients)) {
    nodes.push(...page);
    while (nodes.length >= (asked.length + 1) * mostIds) ask(asked.length * mostIds);
  }
  if (nodes.length > asked.length * mostIds) ask(asked.length * mostIds);
  const patchStates = new Map((await Promise.all(asked)).flatMap((states) => [...states]));
  const found = nodes.map((node) => ({
    instanceId: node.instanceId,
    listing: "listed" as const,
    node,
    patchState: patchStates.get(node.instanceId) ?? null,
  }));
  return gatherFacts(opened, found, new Date().toISOString());
}

/** The source's nodes, kept for a minute. */
export function sourceFleet(opened: OpenedSource): KeptReading<readonly NodeFacts[]> {
  const key = sourceKey(opened.source);
  return readingOf(fleets(), key, () => new KeptReading(() => readFleet(opened), kept));
}
