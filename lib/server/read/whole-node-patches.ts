import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Source } from "@/lib/domain/source";
import type { NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toNodeDetail } from "@/lib/server/read/node-facts";
import { factsOf } from "@/lib/server/read/read-node";
import {
  readNodeAsOf,
  readNodePatchesAsOf,
  type NodeAddressAsOf,
} from "@/lib/server/read/read-node-as-of";
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
  return wholeOf(`patches_${instanceId}`, toNodeDetail(facts, Date.now()), patches);
}

/** What needed attention on a node at the end of a day, whole. Throws what `readNodePatchesAsOf` throws. */
export async function readWholeNodePatchesAsOf(
  viewer: Viewer,
  address: NodeAddressAsOf,
  query: NodePatchesQuery,
  patience: Patience,
): Promise<WholeList<ReportedRow>> {
  const whole = { ...query, ...wholePage };
  const patches = await readNodePatchesAsOf(viewer, address, whole, patience);
  const node = await readNodeAsOf(viewer, address, patience);
  return wholeOf(`patches_${address.instanceId}_as-of-${address.day}`, node, patches);
}

function wholeOf(name: string, node: NodeDetail, patches: NodePatches): WholeList<ReportedRow> {
  const read = readSourcesOf(patches.sources);
  const note = patches.mismatches.length > 0 ? "Patches differ from SSM’s own counters" : null;
  return {
    name,
    columns: patchReportColumns(read.sources),
    total: patches.total,
    ...read,
    parts: inParts(patches.items, (some) =>
      some.map(({ occurrence: _ours, ...patch }) => ({ node, patch, note })),
    ),
  };
}
