import "server-only";
import { verdictOf, type Verdict } from "@/lib/domain/verdict";
import type { PatchGroupUsing } from "@/lib/api/baseline.schema";
import { collator } from "@/lib/server/read/order";
import type { StoredNode } from "@/lib/server/store/stored-node";

/** What of a node says how it used a baseline. */
type UsingNode = Pick<StoredNode, "patchState" | "evidence">;

function groupedBy<Key>(
  nodes: readonly UsingNode[],
  keyOf: (node: UsingNode) => Key,
): ReadonlyMap<Key, readonly UsingNode[]> {
  const groups = new Map<Key, UsingNode[]>();
  for (const node of nodes) {
    const group = groups.get(keyOf(node));
    if (group) group.push(node);
    else groups.set(keyOf(node), [node]);
  }
  return groups;
}

/** How the nodes divide by verdict. */
export function countVerdicts(nodes: readonly UsingNode[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { nonCompliant: 0, unknown: 0, compliant: 0 };
  for (const { evidence } of nodes) counts[verdictOf(evidence).verdict] += 1;
  return counts;
}

/** The sum of a counter over the nodes that report it; null where none does: not reported is not zero. */
function sumOf(nodes: readonly UsingNode[], counter: "missing" | "failed"): number | null {
  const counts = nodes.flatMap(({ patchState }) => patchState?.counts[counter] ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** The nodes by the patch group they reported, most nodes first; those without one are a group of their own. */
export function patchGroupsUsing(nodes: readonly UsingNode[]): PatchGroupUsing[] {
  const groups = groupedBy(nodes, ({ patchState }) => patchState?.patchGroup ?? null);
  return [...groups]
    .map(([group, each]) => ({
      group,
      nodes: each.length,
      nonCompliant: countVerdicts(each).nonCompliant,
      missing: sumOf(each, "missing"),
      failed: sumOf(each, "failed"),
    }))
    .toSorted((a, b) => b.nodes - a.nodes || collator.compare(a.group ?? "", b.group ?? ""));
}

/** Nodes with a patch installed that their baseline rejects. */
export function nodesWithRejected(nodes: readonly UsingNode[]): number {
  return nodes.filter(({ patchState }) => (patchState?.counts.installedRejected ?? 0) > 0).length;
}

/** Nodes whose last operation ended before `modifiedDate` (ISO 8601); null where AWS tells no such date. */
export function nodesScannedBefore(
  nodes: readonly UsingNode[],
  modifiedDate: string | null,
): number | null {
  if (modifiedDate === null) return null;
  return nodes.filter(({ patchState }) => {
    const operationEndTime = patchState?.operationEndTime ?? null;
    return operationEndTime !== null && Date.parse(operationEndTime) < Date.parse(modifiedDate);
  }).length;
}
