import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import { isFindingState, toPatchState } from "@/lib/domain/patch-state";
import type { Source } from "@/lib/domain/source";
import type { NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toNodeDetail } from "@/lib/server/read/node-facts";
import { factsOf } from "@/lib/server/read/read-node";
import { readNodePatches } from "@/lib/server/read/read-node-patches";
import { sourceFor } from "@/lib/server/read/sources";
import { patchReportColumns, type ReportedRow } from "@/lib/server/read/report-columns";
import {
  inParts,
  readSourcesOf,
  stillRead,
  wholePage,
  type WholeList,
} from "@/lib/server/read/whole-list";
import type { Patience } from "@/lib/server/settled-within";
import { loadFirstSeen } from "@/lib/server/store/finding-rows";
import { store } from "@/lib/server/store/store";

/**
 * A node's patches whole, a row each. Throws ProblemError `awsTimeout` while rows that are asked for are still being
 * read, and what `readNodePatches` throws.
 */
export async function readWholeNodePatches(
  viewer: Viewer,
  source: Source,
  instanceId: InstanceId,
  query: NodePatchesQuery,
  patience: Patience,
): Promise<WholeList<ReportedRow>> {
  const facts = await factsOf(await sourceFor(viewer, source), instanceId, patience);
  const whole = { ...query, ...wholePage };
  const patches = await readNodePatches(viewer, source, instanceId, whole, patience);
  if (!patches.complete) throw stillRead("This node’s patches");
  const read = readSourcesOf(patches.sources);
  const node = toNodeDetail(facts, Date.now());
  const firstSeen = await loadFirstSeen((await store()).database, facts.nodeNo);
  const note = patches.mismatches.length > 0 ? "Patches differ from SSM’s own counters" : null;
  const firstSeenOf = ({ kbId, state }: { readonly kbId: string; readonly state: string }) =>
    isFindingState(toPatchState(state)) ? (firstSeen.get(kbId) ?? null) : null;
  return {
    name: `patches_${instanceId}`,
    columns: patchReportColumns(read.sources),
    total: patches.total,
    ...read,
    parts: inParts(patches.items, (some) =>
      some.map(({ occurrence: _ours, ...patch }) => ({
        node,
        patch: { ...patch, firstSeen: firstSeenOf(patch) },
        note,
      })),
    ),
  };
}
