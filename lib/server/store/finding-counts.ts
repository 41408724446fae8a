import "server-only";
import { inArray } from "drizzle-orm";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { Patch } from "@/lib/domain/patch";
import { isFindingState } from "@/lib/domain/patch-state";
import { severityRank, type SeverityRank } from "@/lib/domain/severity";
import type { Queryable } from "@/lib/server/store/database";
import { nodeFindingCount } from "@/lib/server/store/schema";

/** How many findings of one state and one vendor's word a node has. */
export interface FindingCount {
  readonly nodeNo: number;
  readonly state: string;
  readonly rank: SeverityRank;
  readonly severity: string | null;
  readonly patches: number;
}

/** The findings among a node's rows, counted. */
export function findingCountsOf(read: {
  readonly nodeNo: number;
  readonly operatingSystem: OperatingSystem | null;
  readonly patches: readonly Patch[];
}): readonly FindingCount[] {
  const { nodeNo, operatingSystem } = read;
  const counts = new Map<string, FindingCount>();
  for (const { state, severity } of read.patches) {
    if (!isFindingState(state)) continue;
    const key = JSON.stringify([state, severity]);
    const rank = severityRank(severity, operatingSystem);
    const patches = (counts.get(key)?.patches ?? 0) + 1;
    counts.set(key, { nodeNo, state, rank, severity, patches });
  }
  return [...counts.values()];
}

/** Rows a statement: five parameters each, of at most 65,535. */
const mostRows = 5_000;

/** Replaces what is counted of nodes. Part of the transaction that writes their rows; writes nothing when nothing changed. */
export async function saveFindingCounts(
  transaction: Queryable,
  nodeNos: readonly number[],
  counts: readonly FindingCount[],
): Promise<void> {
  const held = await transaction
    .select()
    .from(nodeFindingCount)
    .where(inArray(nodeFindingCount.nodeNo, [...nodeNos]));
  const isSame = (nodeNo: number) =>
    textOf(held.filter((each) => each.nodeNo === nodeNo)) ===
    textOf(counts.filter((each) => each.nodeNo === nodeNo));
  const changed = new Set(nodeNos.filter((nodeNo) => !isSame(nodeNo)));
  if (changed.size === 0) return;
  await transaction.delete(nodeFindingCount).where(inArray(nodeFindingCount.nodeNo, [...changed]));
  const rows = counts.filter(({ nodeNo }) => changed.has(nodeNo));
  for (let from = 0; from < rows.length; from += mostRows) {
    await transaction.insert(nodeFindingCount).values(rows.slice(from, from + mostRows));
  }
}

function textOf(
  counts: ReadonlyArray<Omit<FindingCount, "rank"> & { readonly rank: string }>,
): string {
  return JSON.stringify(
    counts
      .map(({ state, rank, severity, patches }) => JSON.stringify([state, rank, severity, patches]))
      .toSorted(),
  );
}
