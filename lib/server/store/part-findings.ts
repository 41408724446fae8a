import "server-only";
import { sql } from "drizzle-orm";
import { dueSoonDays } from "@/lib/domain/deadline";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";
import {
  partColumns,
  toNodePart,
  type NodePart,
  type PartRow,
} from "@/lib/server/store/alike-nodes";
import type { Queryable } from "@/lib/server/store/database";
import { hasDeadlineSql, isDueBefore, type DeadlineBounds } from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import { isOfSources } from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";

/** Findings among the rows held of some listed nodes: one state and one vendor's word as it came, null where nothing was said. */
export interface SeverityOfPart {
  readonly part: NodePart;
  readonly state: FindingState;
  readonly rank: SeverityRank;
  readonly severity: string | null;
  readonly patches: number;
  readonly nodes: number;
}

/** Findings of some listed nodes that are overdue, or due soon. */
export interface DueOfPart {
  readonly part: NodePart;
  readonly overdue: number;
  readonly dueSoon: number;
}

/** The findings of listed nodes, by what those nodes are. */
export interface PartFindings {
  readonly severities: readonly SeverityOfPart[];
  readonly due: readonly DueOfPart[];
}

/** Whose findings, as of which day. */
export interface PartFindingsScope extends DeadlineBounds {
  readonly sourceNos: readonly number[];
}

/** The findings of the listed nodes of some sources, counted once for every question about a part of them. */
export async function loadPartFindings(
  on: Queryable,
  scope: PartFindingsScope,
): Promise<PartFindings> {
  return { severities: await loadSeverities(on, scope), due: await loadDue(on, scope) };
}

const isLookedAt = (scope: PartFindingsScope) =>
  sql`${isOfSources(scope)} and ${managedNode.listing} = 'listed'`;

async function loadSeverities(
  on: Queryable,
  scope: PartFindingsScope,
): Promise<readonly SeverityOfPart[]> {
  interface Row extends PartRow {
    readonly state: string;
    readonly rank: string;
    readonly severity: string | null;
    readonly patches: number;
    readonly nodes: number;
  }
  const { rows } = await on.execute<Row>(sql`
    with counted as (
      select ${partColumns}, state, rank, severity, sum(patches)::int as patches, count(*)::int as nodes
      from node_finding_count join managed_node using (node_no)
      where ${isLookedAt(scope)} group by 1, 2, 3, 4, 5, 6, 7, 8
    )
    select counted.*, account, region from counted join source using (source_no)`);
  return rows.map((row) => ({
    part: toNodePart(row),
    state: oneOf(findingStates, row.state),
    rank: oneOf(severityRanks, row.rank),
    severity: row.severity,
    patches: row.patches,
    nodes: row.nodes,
  }));
}

async function loadDue(on: Queryable, scope: PartFindingsScope): Promise<readonly DueOfPart[]> {
  const isOverdue = isDueBefore(sql`${scope.today}::date`, scope);
  const isSoon = isDueBefore(
    sql`${scope.today}::date + ${sql.raw(String(dueSoonDays + 1))}`,
    scope,
  );
  const { rows } = await on.execute<PartRow & { overdue: number; due_soon: number }>(sql`
    with counted as (
      select ${partColumns}, (count(*) filter (where ${isOverdue}))::int as overdue,
        (count(*) filter (where not ${isOverdue}))::int as due_soon
      from finding join managed_node using (node_no)
      where ${hasDeadlineSql} and ${isSoon} and ${isLookedAt(scope)} group by 1, 2, 3, 4, 5
    )
    select counted.*, account, region from counted join source using (source_no)`);
  return rows.map((row) => ({
    part: toNodePart(row),
    overdue: row.overdue,
    dueSoon: row.due_soon,
  }));
}
