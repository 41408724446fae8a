import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import type { Deadline } from "@/lib/domain/deadline";
import type { Queryable } from "@/lib/server/store/database";
import {
  deadlineOfFinding,
  dueOfFinding,
  hasDeadlineSql,
  type DeadlineBounds,
} from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import { isPatch, type PatchName } from "@/lib/server/store/affected-nodes";
import { findingStatesSql, foldedSql, textsSql } from "@/lib/server/store/patch-findings";

/** Which of their findings; a null list is every one. */
export interface FindingRowsFilter {
  readonly states: readonly FindingState[] | null;
  /** The vendor's words, folded; `not-reported` is blank. */
  readonly severities: readonly string[] | null;
  /** Of one patch alone, and rows that name one CVE alone. */
  readonly patch: PatchName | null;
  readonly cveId: string | null;
  /** How they stand to their deadlines; `none` has none. */
  readonly deadlines: ReadonlyArray<Deadline> | null;
}

/** Every finding. */
export const everyFinding: FindingRowsFilter = {
  states: null,
  severities: null,
  patch: null,
  cveId: null,
  deadlines: null,
};

/** One row of one node that needs attention. */
export interface FindingRow {
  readonly nodeNo: number;
  readonly kbId: string;
  readonly title: string | null;
  readonly classification: string | null;
  readonly severity: string | null;
  readonly state: FindingState;
  readonly cveIds: readonly string[];
  readonly installedTime: string | null;
  /** Since when it needs attention without a break; null while its episode is not known. */
  readonly firstSeen: string | null;
  /** The last day, of UTC, on which it is in time; null where it has no deadline. */
  readonly dueOn: string | null;
}

const stateOrder = sql.raw(
  `case held.state ${findingStates.map((state, order) => `when '${state}' then ${order}`).join(" ")} end`,
);

const iso = (time: string | null) => (time === null ? null : new Date(time).toISOString());

function isAsked(
  { states, severities, patch, cveId, deadlines }: FindingRowsFilter,
  bounds: DeadlineBounds,
): SQL {
  const asked = [
    states === null ? null : sql`held.state = any(${textsSql(states)})`,
    severities === null
      ? null
      : sql`${foldedSql(sql`patch.severity`)} = any(${textsSql(severities)})`,
    patch === null ? null : isPatch(patch),
    cveId === null
      ? null
      : sql`cve_ids @> array[${cveId}]::text[] and held.state in ('Missing', 'Failed')`,
    deadlines === null
      ? null
      : sql`case when ${hasDeadlineSql} then ${deadlineOfFinding(bounds)} else 'none' end = any(${textsSql(deadlines)})`,
  ].filter((each) => each !== null);
  return asked.length === 0 ? sql`true` : sql.join(asked, sql` and `);
}

/** The findings of some nodes: node by node as numbered, the worst state first, then by KB or package. */
export async function loadFindingRows(
  on: Queryable,
  nodeNos: readonly number[],
  filter: FindingRowsFilter,
  bounds: DeadlineBounds,
): Promise<readonly FindingRow[]> {
  const { rows } = await on.execute<{
    node_no: number;
    kb_id: string;
    title: string | null;
    classification: string | null;
    severity: string | null;
    state: string;
    cve_ids: readonly string[];
    installed_time: string | null;
    first_seen: string | null;
    due_on: string | null;
  }>(sql`
    select held.node_no, patch.kb_id, title, classification, severity, held.state, cve_ids,
      to_json(installed_time) #>> '{}' as installed_time, to_json(first_seen) #>> '{}' as first_seen,
      (case when ${hasDeadlineSql} then ${dueOfFinding(bounds)} end)::text as due_on
    from node_patch held join patch using (patch_no)
      left join finding on finding.node_no = held.node_no and finding.kb_id = patch.kb_id and resolved_at is null
    where held.node_no = any(${sql.param([...nodeNos])}::int[]) and held.state in ${findingStatesSql}
      and ${isAsked(filter, bounds)}
    order by held.node_no, ${stateOrder}, patch.kb_id collate "C", held.patch_no, ordinal`);
  return rows.map((row) => ({
    nodeNo: row.node_no,
    kbId: row.kb_id,
    title: row.title,
    classification: row.classification,
    severity: row.severity,
    state: oneOf(findingStates, row.state),
    cveIds: row.cve_ids,
    installedTime: iso(row.installed_time),
    firstSeen: iso(row.first_seen),
    dueOn: row.due_on,
  }));
}
