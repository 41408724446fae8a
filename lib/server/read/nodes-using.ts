import "server-only";
import { verdictOf, type Verdict } from "@/lib/domain/verdict";
import type { PatchGroupUsing } from "@/lib/api/baseline.schema";
import type { NodeFacts } from "@/lib/server/read/node-facts";
import { collator } from "@/lib/server/read/order";

function groupedBy<Key>(
  nodes: readonly NodeFacts[],
  keyOf: (node: NodeFacts) => Key,
): ReadonlyMap<Key, readonly NodeFacts[]> {
  const groups = new Map<Key, NodeFacts[]>();
  for (const node of nodes) {
    const group = groups.get(keyOf(node));
    if (group) group.push(node);
    else groups.set(keyOf(node), [node]);
  }
  return groups;
}

/** Nodes by the baseline they used last, in their own word and not by patch group; null: no result, or none named. */
export function nodesByBaseline(
  nodes: readonly NodeFacts[],
): ReadonlyMap<string | null, readonly NodeFacts[]> {
  return groupedBy(nodes, ({ patchState }) => patchState?.baselineId ?? null);
}

/** How the nodes divide by verdict. */
export function countVerdicts(nodes: readonly NodeFacts[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { nonCompliant: 0, unknown: 0, compliant: 0 };
  for (const { evidence } of nodes) counts[verdictOf(evidence).verdict] += 1;
  return counts;
}

/** The sum of a counter over the nodes that report it; null where none does: not reported is not zero. */
function sumOf(nodes: readonly NodeFacts[], counter: "missing" | "failed"): number | null {
  const counts = nodes.flatMap(({ patchState }) => patchState?.counts[counter] ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** The nodes by the patch group they reported, most nodes first; those without one are a group of their own. */
export function patchGroupsUsing(nodes: readonly NodeFacts[]): PatchGroupUsing[] {
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
export function nodesWithRejected(nodes: readonly NodeFacts[]): number {
  return nodes.filter(({ patchState }) => (patchState?.counts.installedRejected ?? 0) > 0).length;
}

/** Nodes whose last operation ended before `modifiedDate` (ISO 8601); null where AWS tells no such date. */
export function nodesScannedBefore(
  nodes: readonly NodeFacts[],
  modifiedDate: string | null,
): number | null {
  if (modifiedDate === null) return null;
  return nodes.filter(({ patchState }) => {
    const operationEndTime = patchState?.operationEndTime ?? null;
    return operationEndTime !== null && Date.parse(operationEndTime) < Date.parse(modifiedDate);
  }).length;
}
