import "server-only";
import { inArray, sql } from "drizzle-orm";
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
  if (rows.length === 0) return;
  const column = <Value>(of: (count: FindingCount) => Value) => sql.param(rows.map(of));
  await transaction.execute(sql`
    insert into node_finding_count (node_no, state, rank, severity, patches)
    select * from unnest(
      ${column(({ nodeNo }) => nodeNo)}::int[],
      ${column(({ state }) => state)}::text[],
      ${column(({ rank }) => rank)}::text[],
      ${column(({ severity }) => severity)}::text[],
      ${column(({ patches }) => patches)}::int[])`);
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
