import "server-only";
import { sql } from "drizzle-orm";
import { dueSoonDays } from "@/lib/domain/deadline";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";
import type { Queryable } from "@/lib/server/store/database";
import { deadlineOfFinding, hasDeadlineSql, isDueBefore } from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import { passes, type NodeFilter } from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";

/** The findings of the nodes that pass and are overdue or due soon. */
export async function countDeadlines(
  on: Queryable,
  filter: NodeFilter,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await on.execute<{ deadline: string; findings: number }>(sql`
    select ${deadlineOfFinding(filter)} as deadline, count(*)::int as findings from finding
    where ${hasDeadlineSql} and ${isDueBefore(sql`${filter.today}::date + ${sql.raw(String(dueSoonDays + 1))}`, filter)}
      and node_no in (select ${managedNode.nodeNo} from ${managedNode} where ${passes(filter)})
    group by 1`);
  return new Map(rows.map(({ deadline, findings }) => [deadline, findings]));
}

/** Findings among the rows held, by state and the vendor's word as it came; null where nothing was said. */
export interface SeverityCount {
  readonly state: FindingState;
  readonly rank: SeverityRank;
  readonly severity: string | null;
  readonly patches: number;
  readonly nodes: number;
}

/** The findings of the nodes that pass, where their rows are held. */
export async function countSeverities(
  on: Queryable,
  filter: NodeFilter,
): Promise<readonly SeverityCount[]> {
  const { rows } = await on.execute<{
    state: string;
    rank: string;
    severity: string | null;
    patches: number;
    nodes: number;
  }>(sql`
    select state, rank, severity, sum(patches)::int as patches, count(*)::int as nodes
    from node_finding_count
    where node_no in (select ${managedNode.nodeNo} from ${managedNode} where ${passes(filter)})
    group by 1, 2, 3`);
  return rows.map(({ state, rank, severity, patches, nodes }) => ({
    state: oneOf(findingStates, state),
    rank: oneOf(severityRanks, rank),
    severity,
    patches,
    nodes,
  }));
}
