import "server-only";
import type { Verdict } from "@/lib/domain/verdict";
import type { AlikeNodes } from "@/lib/server/store/alike-nodes";

/** How many nodes they are. */
export function sumOf(nodes: readonly AlikeNodes[]): number {
  return nodes.reduce((sum, each) => sum + each.nodes, 0);
}

/** How many of each verdict. */
export function countVerdicts(nodes: readonly AlikeNodes[]): Readonly<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = { nonCompliant: 0, unknown: 0, compliant: 0 };
  for (const { verdict, nodes: some } of nodes) counts[verdict] += some;
  return counts;
}

/** Those of each value, in the order in which the values come. */
export function grouped<Value>(
  nodes: readonly AlikeNodes[],
  value: (nodes: AlikeNodes) => Value,
): ReadonlyMap<Value, readonly AlikeNodes[]> {
  const groups = new Map<Value, AlikeNodes[]>();
  for (const each of nodes) {
    const of = value(each);
    const known = groups.get(of);
    if (known) known.push(each);
    else groups.set(of, [each]);
  }
  return groups;
}
