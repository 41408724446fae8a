import "server-only";
import { sql, type SQL } from "drizzle-orm";
import type { PatchDeadline } from "@/lib/domain/deadline";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import type { Queryable } from "@/lib/server/store/database";
import { deadlineOfDue, firstDue, type DeadlineBounds } from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import {
  countFlags,
  countRowsHeld,
  findingStatesSql,
  flagsOfRows,
  foldedSql,
  nodesInScope,
  patchSays,
  severityOrderSql,
  textsSql,
  toNodesByState,
  type NodesByState,
  type RowsHeld,
} from "@/lib/server/store/patch-findings";

/** What is asked of patches that are a finding somewhere. A null list asks for every one, an empty one for none. */
export interface PatchFilter extends DeadlineBounds {
  /** The sources whose nodes are counted. */
  readonly sourceNos: readonly number[];
  readonly states: readonly FindingState[] | null;
  /** The vendor's words, folded; `not-reported` is blank. */
  readonly severities: readonly string[] | null;
  readonly classifications: readonly string[] | null;
  readonly operatingSystems: ReadonlyArray<OperatingSystem | "unrecognised"> | null;
  /** How it stands on the node where it is due first. */
  readonly deadlines: readonly PatchDeadline[] | null;
  /** Found in KB or package, title and CVE ids; empty: no text is asked for. */
  readonly q: string;
}

type Direction = "asc" | "desc";

const by = (value: string) => (direction: Direction) => sql.raw(`${value} ${direction} nulls last`);

const orders = {
  lacking: by("lacking"),
  "kb-id": by(`lower(kb_id) collate "C"`),
  title: by(`lower(title) collate "C"`),
  severity: by("severity_order"),
  classification: by(`lower(classification) collate "C"`),
  os: by(`operating_system collate "C"`),
  missing: by(`"Missing"`),
  failed: by(`"Failed"`),
  "installed-pending-reboot": by(`"InstalledPendingReboot"`),
  "installed-rejected": by(`"InstalledRejected"`),
  "available-security-update": by(`"AvailableSecurityUpdate"`),
  "first-seen": by("first_seen"),
  deadline: by("due"),
  overdue: by("overdue"),
} satisfies Record<string, (direction: Direction) => SQL>;

/** What patches can be sorted by. */
export type PatchColumn = keyof typeof orders;

/** Which part of the list, in which order. */
export interface PatchPage {
  readonly sort: ReadonlyArray<{ readonly column: PatchColumn; readonly descending: boolean }>;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** A KB or package of one operating system, with the nodes that have it among their findings. */
export interface ListedPatch {
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
  readonly title: string | null;
  readonly severity: string | null;
  readonly classification: string | null;
  readonly nodes: NodesByState;
  readonly nodesLacking: number;
  readonly nodesAffected: number;
  readonly nodesOfSystem: number;
  readonly cves: number;
  readonly firstSeen: string | null;
  /** The last day in time of the node where it is due first; null where it has no deadline. */
  readonly dueOn: string | null;
  readonly nodesOverdue: number;
}

/** A value of a facet with the patches that have it under every condition but the one on it. */
export interface PatchFacetCount {
  readonly what: "state" | "severity" | "classification" | "operatingSystem" | "deadline";
  readonly value: string | null;
  readonly count: number;
}

/** One page of patches and every number around it, as of one moment. */
export interface ListedPatches {
  readonly patches: readonly ListedPatch[];
  readonly total: number;
  /** In scope, before any condition. */
  readonly totalPatches: number;
  /** Under every condition but the one on the state. */
  readonly totalInAnyState: number;
  readonly facets: readonly PatchFacetCount[];
  readonly rows: RowsHeld;
}

/** The conditions that are asked, each with a bit of its own: facets count under all but one of them. */
const bits = {
  state: 1,
  severity: 2,
  classification: 4,
  operatingSystem: 8,
  text: 16,
  deadline: 32,
} as const;
const everyBit = 63;

function missedBits(filter: PatchFilter): SQL {
  const { states, severities, classifications, operatingSystems: systems } = filter;
  const missed = (bit: number, holds: SQL | null) =>
    holds === null ? sql`0` : sql`case when ${holds} then 0 else ${sql.raw(String(bit))} end`;
  const inState = (state: FindingState) => sql.raw(`"${state}" > 0`);
  const someState =
    states === null || states.length === 0
      ? sql`false`
      : sql`(${sql.join(states.map(inState), sql` or `)})`;
  const isIn = (value: SQL, words: readonly string[] | null) =>
    words === null ? null : sql`${value} = any(${textsSql(words)})`;
  return sql.join(
    [
      missed(bits.state, states === null ? null : someState),
      missed(bits.severity, isIn(foldedSql(sql`patch.severity`), severities)),
      missed(bits.classification, isIn(foldedSql(sql`patch.classification`), classifications)),
      missed(
        bits.operatingSystem,
        isIn(sql`coalesce(counted.operating_system, 'unrecognised')`, systems),
      ),
      missed(bits.deadline, isIn(deadlineOfDue(sql`due`, filter), filter.deadlines)),
      missed(bits.text, filter.q === "" ? null : sql`found`),
    ],
    sql` + `,
  );
}

/** Rows of findings by node and patch, then by patch, then with the words of the build that speaks for it. */
function groups(filter: PatchFilter): SQL {
  return sql`${nodesInScope(filter.sourceNos)},
    held as (
      select patch.operating_system, patch.kb_id, node_patch.node_no, ${flagsOfRows},
        min(array[${severityOrderSql}, -patch.patch_no]) as speaker, bool_or(${patchSays(filter.q)}) as found
      from node_patch join patch using (patch_no)
      where state in ${findingStatesSql} and node_patch.node_no in (select node_no from node)
      group by 1, 2, 3
    ),
    counted as (
      select operating_system, kb_id, count(*)::int as affected,
        count(*) filter (where "isMissing" or "isFailed")::int as lacking, ${countFlags},
        min(speaker) as speaker, bool_or(found) as found
      from held group by 1, 2
    ),
    seen as (
      select patch.operating_system, finding.kb_id, min(first_seen) as first_seen, ${firstDue(filter)}
      from finding join patch using (patch_no)
      where resolved_at is null and finding.node_no in (select node_no from node) group by 1, 2
    ),
    worded as materialized (
      select counted.*, patch.title, patch.severity, patch.classification, speaker[1] as severity_order,
        first_seen, due, coalesce(overdue, 0) as overdue, ${deadlineOfDue(sql`due`, filter)} as deadline,
        ${missedBits(filter)} as missed
      from counted join patch on patch.patch_no = -speaker[2]
        left join seen on seen.kb_id = counted.kb_id and seen.operating_system is not distinct from counted.operating_system
    )`;
}

function facet(
  what: PatchFacetCount["what"],
  value: SQL,
  from = sql`worded`,
  where = sql`true`,
): SQL {
  const others = sql.raw(String(everyBit - bits[what]));
  return sql`select ${sql.raw(`'${what}'`)} as what, ${value} as value, count(*)::int as count
    from ${from} where missed & ${others} = 0 and ${where} group by 2`;
}

const stateFlags = sql.raw(findingStates.map((state) => `('${state}', "${state}")`).join(", "));

interface Row extends NodesByState {
  readonly operating_system: string | null;
  readonly kb_id: string;
  readonly title: string | null;
  readonly severity: string | null;
  readonly classification: string | null;
  readonly lacking: number;
  readonly affected: number;
  readonly of_system: number;
  readonly cves: number;
  readonly first_seen: string | null;
  readonly due: string | null;
  readonly overdue: number;
}

interface Answer extends Record<string, unknown> {
  readonly items: readonly Row[] | null;
  readonly facets: readonly PatchFacetCount[] | null;
  readonly total: number;
  readonly all: number;
  readonly any_state: number;
  readonly rows: RowsHeld;
}

/** CVE ids that some Missing or Failed row of the patch in `page` names. */
const cvesOfPage = sql`(select count(distinct cve)::int from patch, unnest(cve_ids) as cve
  where patch.kb_id = page.kb_id and patch.operating_system is not distinct from page.operating_system
    and exists (select from node_patch where node_patch.patch_no = patch.patch_no
      and state in ('Missing', 'Failed') and node_no in (select node_no from node)))`;

/**
 * The KBs and packages that are a finding on some listed node. A node is counted under every state that one of its rows
 * of the patch is in: it may hold one KB or package twice.
 */
export async function listPatches(
  on: Queryable,
  filter: PatchFilter,
  { sort, page, size }: PatchPage,
): Promise<ListedPatches> {
  // No two patches are equal in the last two, so that pages never overlap.
  const order = sql.join(
    [
      ...sort.map(({ column, descending }) => orders[column](descending ? "desc" : "asc")),
      sql`severity_order`,
      sql`kb_id collate "C"`,
      sql`operating_system collate "C" nulls last`,
    ],
    sql`, `,
  );
  const { rows } = await on.execute<Answer>(sql`
    with ${groups(filter)},
    page as (
      select *, row_number() over (order by ${order}) as place from worded where missed = 0
      order by place limit ${size} offset ${(page - 1) * size}
    ),
    item as (
      select page.*, ${cvesOfPage} as cves, (select count(*)::int from node
        where is_read and node.operating_system is not distinct from page.operating_system) as of_system
      from page
    ),
    facet as (
      ${facet("state", sql`state`, sql`worded, lateral (values ${stateFlags}) as flag (state, nodes)`, sql`nodes > 0`)} union all
      ${facet("severity", sql`severity`)} union all
      ${facet("classification", sql`classification`)} union all
      ${facet("operatingSystem", sql`operating_system`)} union all
      ${facet("deadline", sql`deadline`)}
    )
    select (select json_agg(item order by place) from item) as items,
      (select json_agg(facet) from facet) as facets,
      (select count(*)::int from worded where missed = 0) as total,
      (select count(*)::int from worded) as "all",
      (select count(*)::int from worded where missed & ${sql.raw(String(everyBit - bits.state))} = 0) as any_state,
      (select row_to_json(said) from (select ${countRowsHeld} from node) as said) as rows`);
  const [row] = rows;
  return {
    patches: (row?.items ?? []).map(toListedPatch),
    total: row?.total ?? 0,
    totalPatches: row?.all ?? 0,
    totalInAnyState: row?.any_state ?? 0,
    facets: row?.facets ?? [],
    rows: row?.rows ?? { nodes: 0, nodesRead: 0, nodesOutdated: 0, nodesWithoutResult: 0 },
  };
}

function toListedPatch(row: Row): ListedPatch {
  return {
    operatingSystem:
      row.operating_system === null ? null : oneOf(operatingSystems, row.operating_system),
    kbId: row.kb_id,
    title: row.title,
    severity: row.severity,
    classification: row.classification,
    nodes: toNodesByState(row),
    nodesLacking: row.lacking,
    nodesAffected: row.affected,
    nodesOfSystem: row.of_system,
    cves: row.cves,
    firstSeen: row.first_seen === null ? null : new Date(row.first_seen).toISOString(),
    dueOn: row.due,
    nodesOverdue: row.overdue,
  };
}
