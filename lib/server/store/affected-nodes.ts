import "server-only";
import { sql, type SQL } from "drizzle-orm";
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
import { oneOf } from "@/lib/server/store/node-columns";
import { loadNodesByNumber } from "@/lib/server/store/nodes";
import {
  findingStatesSql,
  nodesInScope,
  severityOrderSql,
  textsSql,
} from "@/lib/server/store/patch-findings";
import type { StoredNode } from "@/lib/server/store/stored-node";

/** Which patch. */
export interface PatchName {
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
}

/** Which patch, on whose nodes. */
export interface PatchKey extends PatchName, DeadlineBounds {
  /** The sources whose nodes are counted. */
  readonly sourceNos: readonly number[];
  /** Every source of the viewer: a patch that one of their nodes had is known. */
  readonly visibleSourceNos: readonly number[];
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

/** A node with its own rows of the patch, worst state first. */
export interface NodeOfPatch {
  readonly node: StoredNode;
  readonly rows: ReadonlyArray<{ readonly state: FindingState; readonly title: string | null }>;
  readonly firstSeen: string | null;
  readonly dueOn: string | null;
  readonly clock: DeadlineClock | null;
  readonly clockDay: string | null;
}

/** The dictionary rows of the patch. */
export const isPatch = ({ operatingSystem, kbId }: PatchName) =>
  sql`patch.kb_id = ${kbId} and patch.operating_system is not distinct from ${operatingSystem}::text`;

/** `node`, and `held`: the rows of the patch among the findings of each node in scope. */
export function heldRows(key: PatchKey): SQL {
  return sql`with ${nodesInScope(key.sourceNos)},
    held as (
      select node_patch.node_no, patch_no, state, title, severity, classification, cve_ids,
        ${severityOrderSql} as severity_order
      from patch join node_patch using (patch_no)
      where ${isPatch(key)} and state in ${findingStatesSql} and node_patch.node_no in (select node_no from node)
    )`;
}

/** The open finding of the patch on the node of a row. */
export const isFindingOf = ({ kbId }: PatchName, node: SQL) =>
  sql`finding.node_no = ${node}.node_no and finding.kb_id = ${kbId} and finding.resolved_at is null`;

const dueOfOwn = (key: PatchKey) => sql`case when ${hasDeadlineSql} then ${dueOfFinding(key)} end`;

/** How the patch stands on a node, over its open finding there. */
export const deadlineOfOwn = (key: PatchKey) => deadlineOfDue(dueOfOwn(key), key);

const stateOrder = sql.raw(
  `case state ${findingStates.map((state, order) => `when '${state}' then ${order}`).join(" ")} end`,
);

function orderOf(sort: PatchNodesPage["sort"]): SQL {
  return sql.join(
    [
      ...sort.map(({ column, descending }) => orders[column](descending ? "desc" : "asc")),
      sql`name_order, account collate "C", region collate "C", instance_id collate "C"`,
    ],
    sql`, `,
  );
}

/** `asked`: the nodes that pass the filter, each with its own rows of the patch. */
function askedNodes(key: PatchKey, { states, deadlines, q }: PatchNodesFilter): SQL {
  const inStates =
    states === null
      ? sql`true`
      : sql`exists (select from held where held.node_no = own.node_no and state = any(${textsSql(states)}))`;
  const stands =
    deadlines === null ? sql`true` : sql`${deadlineOfOwn(key)} = any(${textsSql(deadlines)})`;
  const saysText = q.includes("\0") ? sql`false` : sql`strpos(search_text, ${q.toLowerCase()}) > 0`;
  return sql`${heldRows(key)},
    own as (
      select node_no, min(${stateOrder}) as state_order, array_agg(state order by ${stateOrder}, patch_no desc) as states,
        array_agg(title order by ${stateOrder}, patch_no desc) as titles
      from held group by 1
    ),
    asked as (
      select own.node_no, state_order, states, titles, first_seen, name_order, platform_order, patch_group_order,
        account, region, instance_id, operation_end_time, ${dueOfOwn(key)} as due, clock, clock_day
      from own join managed_node using (node_no) join source using (source_no)
        left join finding on ${isFindingOf(key, sql`own`)}
      where ${inStates} and ${stands} and ${q === "" ? sql`true` : saysText}
    )`;
}

/** The numbers of every node that has the patch among its findings and passes the filter, in order. */
export async function listNodeNosOfPatch(
  on: Queryable,
  key: PatchKey,
  filter: PatchNodesFilter,
  sort: PatchNodesPage["sort"],
): Promise<readonly number[]> {
  const { rows } = await on.execute<{ node_no: number }>(
    sql`${askedNodes(key, filter)} select node_no from asked order by ${orderOf(sort)}`,
  );
  return rows.map(({ node_no: nodeNo }) => nodeNo);
}

/** One page of those nodes, and how many there are. */
export async function listNodesOfPatch(
  on: Queryable,
  key: PatchKey,
  filter: PatchNodesFilter,
  { sort, page, size }: PatchNodesPage,
): Promise<{ readonly items: readonly NodeOfPatch[]; readonly total: number }> {
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
    ${askedNodes(key, filter)},
    part as (
      select *, row_number() over (order by ${orderOf(sort)}) as place from asked
      order by place limit ${size} offset ${(page - 1) * size}
    )
    select (select json_agg(part order by place) from part) as items,
      (select count(*)::int from asked) as total`);
  const part = rows[0]?.items ?? [];
  const nodes = await loadNodesByNumber(
    on,
    part.map(({ node_no: nodeNo }) => nodeNo),
  );
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
