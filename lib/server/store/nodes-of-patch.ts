import "server-only";
import { inArray, sql, type SQL } from "drizzle-orm";
import { deadlineClocks, type DeadlineClock, type PatchDeadline } from "@/lib/domain/deadline";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import type { Queryable } from "@/lib/server/store/database";
import {
  deadlineOfDue,
  dueOfFinding,
  hasDeadlineSql,
  type DeadlineBounds,
} from "@/lib/server/store/deadlines";
import { oneOf, toStoredNode } from "@/lib/server/store/node-columns";
import { selectNodes } from "@/lib/server/store/nodes";
import {
  countFlags,
  countRowsHeld,
  findingStatesSql,
  flagsOfRows,
  nodesInScope,
  severityOrderSql,
  textsSql,
  toNodesByState,
  type NodesByState,
  type RowsHeld,
} from "@/lib/server/store/patch-findings";
import { managedNode } from "@/lib/server/store/schema";
import { inSnapshot } from "@/lib/server/store/snapshot";
import type { StoredNode } from "@/lib/server/store/stored-node";

/** Which patch, on whose nodes. */
export interface PatchKey extends DeadlineBounds {
  /** The sources whose nodes are counted. */
  readonly sourceNos: readonly number[];
  /** Every source of the viewer: a patch that one of their nodes had is known. */
  readonly visibleSourceNos: readonly number[];
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
}

/** Which of the nodes that have it among their findings; a null list is every one. */
export interface PatchNodesFilter {
  readonly states: readonly FindingState[] | null;
  /** How it stands on the node. */
  readonly deadlines: readonly PatchDeadline[] | null;
  /** Found as in the list of nodes; empty: no text is asked for. */
  readonly q: string;
}

type Direction = "asc" | "desc";

const by = (value: string) => (direction: Direction) => sql.raw(`${value} ${direction} nulls last`);

const orders = {
  state: by("state_order"),
  name: by("name_order"),
  os: by("platform_order"),
  group: by("patch_group_order"),
  account: by(`account collate "C"`),
  region: by(`region collate "C"`),
  "first-seen": by("first_seen"),
  deadline: by("due"),
  "operation-end-time": by("operation_end_time"),
} satisfies Record<string, (direction: Direction) => SQL>;

/** What the nodes of a patch can be sorted by. */
export type PatchNodeColumn = keyof typeof orders;

/** Which part of the nodes, in which order. */
export interface PatchNodesPage {
  readonly sort: ReadonlyArray<{ readonly column: PatchNodeColumn; readonly descending: boolean }>;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** What SSM says of one build, with the nodes that have it among their findings. */
export interface PatchBuild {
  readonly title: string | null;
  readonly severity: string | null;
  readonly classification: string | null;
  readonly cveIds: readonly string[];
  readonly nodes: NodesByState;
  readonly nodesAffected: number;
}

/** A node with its own rows of the patch, worst state first. */
export interface NodeOfPatch {
  readonly node: StoredNode;
  readonly rows: ReadonlyArray<{ readonly state: FindingState; readonly title: string | null }>;
  readonly firstSeen: string | null;
  readonly dueOn: string | null;
  readonly clock: DeadlineClock | null;
  readonly clockDay: string | null;
}

/** One patch: its builds, worst and newest first, and the nodes that have it among their findings. */
export interface PatchOnNodes {
  readonly builds: readonly PatchBuild[];
  readonly nodes: NodesByState;
  readonly nodesLacking: number;
  readonly nodesAffected: number;
  readonly nodesOfSystem: number;
  /** CVE ids that its Missing and Failed rows name. */
  readonly cveIds: readonly string[];
  readonly firstSeen: string | null;
  /** The nodes that have it among their findings, by how it stands there. */
  readonly deadlines: Readonly<Record<PatchDeadline, number>>;
  /** Nodes that pass the filter. */
  readonly total: number;
  readonly items: readonly NodeOfPatch[];
  readonly rows: RowsHeld;
}

/** A patch and one page of its nodes, as of one moment; null where no row or finding of these nodes ever named it. */
export function loadPatch(
  on: Queryable,
  key: PatchKey,
  filter: PatchNodesFilter,
  page: PatchNodesPage,
): Promise<PatchOnNodes | null> {
  return inSnapshot(on, async (snapshot) => {
    if (key.kbId.includes("\0") || !(await isKnown(snapshot, key))) return null;
    const summary = await summarise(snapshot, key);
    return {
      ...summary,
      builds: await listBuilds(snapshot, key),
      ...(await listPart(snapshot, key, filter, page)),
    };
  });
}

/** The dictionary rows of the patch. */
const isPatch = ({ operatingSystem, kbId }: PatchKey) =>
  sql`patch.kb_id = ${kbId} and patch.operating_system is not distinct from ${operatingSystem}::text`;

/** `node`, and `held`: the rows of the patch among the findings of each node in scope. */
function heldRows(key: PatchKey): SQL {
  return sql`with ${nodesInScope(key.sourceNos)},
    held as (
      select node_patch.node_no, patch_no, state, title, severity, classification, cve_ids,
        ${severityOrderSql} as severity_order
      from patch join node_patch using (patch_no)
      where ${isPatch(key)} and state in ${findingStatesSql} and node_patch.node_no in (select node_no from node)
    )`;
}

/** The open finding of the patch on the node of a row. */
const isFindingOf = ({ kbId }: PatchKey, node: SQL) =>
  sql`finding.node_no = ${node}.node_no and finding.kb_id = ${kbId} and finding.resolved_at is null`;

const dueOfOwn = (key: PatchKey) => sql`case when ${hasDeadlineSql} then ${dueOfFinding(key)} end`;

const deadlineOfOwn = (key: PatchKey) => deadlineOfDue(dueOfOwn(key), key);

async function isKnown(on: Queryable, key: PatchKey): Promise<boolean> {
  const ofViewer = sql`join managed_node using (node_no)
    where source_no = any(${sql.param([...key.visibleSourceNos])}::int[]) and ${isPatch(key)}`;
  const { rows } = await on.execute<{ known: boolean }>(sql`
    select exists (select from patch join node_patch using (patch_no) ${ofViewer})
      or exists (select from patch join finding using (patch_no) ${ofViewer}) as known`);
  return rows[0]?.known ?? false;
}

async function summarise(on: Queryable, key: PatchKey) {
  const { rows } = await on.execute<
    NodesByState & {
      lacking: number;
      affected: number;
      of_system: number;
      cves: readonly string[];
      first_seen: string | null;
      deadlines: Partial<Record<PatchDeadline, number>> | null;
      held: RowsHeld;
    } & Record<string, unknown>
  >(sql`
    ${heldRows(key)},
    flagged as (select node_no, ${flagsOfRows} from held group by 1),
    standing as (select ${deadlineOfOwn(key)} as deadline, count(*)::int as nodes
      from flagged left join finding on ${isFindingOf(key, sql`flagged`)} group by 1)
    select ${countFlags}, (select json_object_agg(deadline, nodes) from standing) as deadlines, count(*)::int as affected,
      count(*) filter (where "isMissing" or "isFailed")::int as lacking,
      (select count(*)::int from node where is_read
        and node.operating_system is not distinct from ${key.operatingSystem}::text) as of_system,
      array(select distinct cve collate "C" from held, unnest(cve_ids) as cve
        where state in ('Missing', 'Failed') order by 1) as cves,
      (select to_json(min(first_seen)) #>> '{}' from finding where resolved_at is null and kb_id = ${key.kbId}
        and node_no in (select node_no from held)) as first_seen,
      (select row_to_json(said) from (select ${countRowsHeld} from node) as said) as held
    from flagged`);
  const [row] = rows;
  if (row === undefined) throw new Error("A count has no row.");
  return {
    nodes: toNodesByState(row),
    nodesLacking: row.lacking,
    nodesAffected: row.affected,
    nodesOfSystem: row.of_system,
    cveIds: row.cves,
    firstSeen: row.first_seen === null ? null : new Date(row.first_seen).toISOString(),
    deadlines: { overdue: 0, dueSoon: 0, inTime: 0, none: 0, ...row.deadlines },
    rows: row.held,
  };
}

async function listBuilds(on: Queryable, key: PatchKey): Promise<readonly PatchBuild[]> {
  const { rows } = await on.execute<
    NodesByState & {
      title: string | null;
      severity: string | null;
      classification: string | null;
      cve_ids: readonly string[];
      affected: number;
    } & Record<string, unknown>
  >(sql`
    ${heldRows(key)},
    flagged as (
      select patch_no, title, severity, classification, cve_ids, severity_order, node_no, ${flagsOfRows}
      from held group by 1, 2, 3, 4, 5, 6, 7
    )
    select title, severity, classification, cve_ids, count(*)::int as affected, ${countFlags}
    from flagged group by patch_no, 1, 2, 3, 4, severity_order order by severity_order, patch_no desc`);
  return rows.map((row) => ({
    title: row.title,
    severity: row.severity,
    classification: row.classification,
    cveIds: row.cve_ids,
    nodes: toNodesByState(row),
    nodesAffected: row.affected,
  }));
}

const stateOrder = sql.raw(
  `case state ${findingStates.map((state, order) => `when '${state}' then ${order}`).join(" ")} end`,
);

async function listPart(
  on: Queryable,
  key: PatchKey,
  { states, deadlines, q }: PatchNodesFilter,
  { sort, page, size }: PatchNodesPage,
): Promise<Pick<PatchOnNodes, "items" | "total">> {
  const order = sql.join(
    [
      ...sort.map(({ column, descending }) => orders[column](descending ? "desc" : "asc")),
      sql`name_order, account collate "C", region collate "C", instance_id collate "C"`,
    ],
    sql`, `,
  );
  const inStates =
    states === null
      ? sql`true`
      : sql`exists (select from held where held.node_no = own.node_no and state = any(${textsSql(states)}))`;
  const stands =
    deadlines === null ? sql`true` : sql`${deadlineOfOwn(key)} = any(${textsSql(deadlines)})`;
  const saysText = q.includes("\0") ? sql`false` : sql`strpos(search_text, ${q.toLowerCase()}) > 0`;
  const { rows } = await on.execute<{
    items: ReadonlyArray<{
      readonly node_no: number;
      readonly states: readonly string[];
      readonly titles: ReadonlyArray<string | null>;
      readonly first_seen: string | null;
      readonly due: string | null;
      readonly clock: string | null;
      readonly clock_day: string | null;
    }> | null;
    total: number;
  }>(sql`
    ${heldRows(key)},
    own as (
      select node_no, min(${stateOrder}) as state_order, array_agg(state order by ${stateOrder}, patch_no desc) as states,
        array_agg(title order by ${stateOrder}, patch_no desc) as titles
      from held group by 1
    ),
    asked as (
      select own.node_no, state_order, states, titles, first_seen, name_order, platform_order, patch_group_order,
        account, region, instance_id, operation_end_time, ${dueOfOwn(key)} as due, clock, clock_day
      from own join managed_node using (node_no) join source using (source_no)
        left join node_patch_state using (node_no)
        left join finding on ${isFindingOf(key, sql`own`)}
      where ${inStates} and ${stands} and ${q === "" ? sql`true` : saysText}
    ),
    part as (
      select *, row_number() over (order by ${order}) as place from asked
      order by place limit ${size} offset ${(page - 1) * size}
    )
    select (select json_agg(part order by place) from part) as items,
      (select count(*)::int from asked) as total`);
  const part = rows[0]?.items ?? [];
  const found = await selectNodes(on).where(
    inArray(
      managedNode.nodeNo,
      part.map(({ node_no: nodeNo }) => nodeNo),
    ),
  );
  const nodes = new Map(found.map((row) => [row.node.nodeNo, toStoredNode(row)]));
  const items = part.flatMap(({ node_no: nodeNo, states: own, titles, ...seen }) => {
    const node = nodes.get(nodeNo);
    if (node === undefined) return [];
    const { first_seen: firstSeen, due } = seen;
    return {
      node,
      rows: own.map((state, at) => ({
        state: oneOf(findingStates, state),
        title: titles[at] ?? null,
      })),
      firstSeen: firstSeen === null ? null : new Date(firstSeen).toISOString(),
      dueOn: due,
      clock: due === null || seen.clock === null ? null : oneOf(deadlineClocks, seen.clock),
      clockDay: due === null ? null : seen.clock_day,
    };
  });
  return { items, total: rows[0]?.total ?? 0 };
}
