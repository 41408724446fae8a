import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import type { Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { hasOneOfSeverities, hasState } from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";

/** What is asked of patch groups. Null is no condition. */
export interface PatchGroupFilter {
  /** The sources whose groups are listed. */
  readonly sourceNos: readonly number[];
  readonly registered: boolean | null;
  readonly used: boolean | null;
  /** Found in the name, in any case; empty: no text is asked for. */
  readonly q: string;
}

type Direction = "asc" | "desc";

const by = (value: string) => (direction: Direction) => sql.raw(`${value} ${direction} nulls last`);

const orders = {
  group: by(`lower(word) collate "C"`),
  nodes: by("nodes"),
  compliant: by("compliant"),
  "non-compliant": by(`"nonCompliant"`),
  unknown: by("unknown"),
  critical: by("critical"),
  missing: by("missing"),
  failed: by("failed"),
  "installed-pending-reboot": by(`"installedPendingReboot"`),
  account: by(`account collate "C"`),
  region: by(`region collate "C"`),
} satisfies Record<string, (direction: Direction) => SQL>;

/** What patch groups can be sorted by. */
export type PatchGroupColumn = keyof typeof orders;

/** Which part of the list, in which order. */
export interface PatchGroupPage {
  readonly sort: ReadonlyArray<{
    readonly column: PatchGroupColumn;
    readonly descending: boolean;
  }>;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** A baseline that a group is registered with, that its nodes used last, or both. */
export interface BaselineOfGroup {
  readonly baselineId: string;
  readonly name: string | null;
  readonly operatingSystem: OperatingSystem | null;
  readonly nodes: number;
  readonly registered: boolean;
}

/** A patch group of one source; null is the lack of one. Every number is of nodes. */
export interface ListedPatchGroup extends Readonly<Record<Verdict, number>> {
  readonly sourceNo: number;
  readonly group: string | null;
  readonly registered: boolean;
  readonly nodes: number;
  readonly critical: number;
  readonly missing: number;
  readonly failed: number;
  readonly installedPendingReboot: number;
  readonly baselines: readonly BaselineOfGroup[];
}

/** One page of patch groups and the numbers around it. */
export interface ListedPatchGroups {
  readonly groups: readonly ListedPatchGroup[];
  readonly total: number;
  readonly totalGroups: number;
  readonly all: number;
  readonly registeredUnused: number;
  readonly usedUnregistered: number;
  /** Sources whose baselines were never read. */
  readonly unreadRegistrations: readonly number[];
}

/** How a query calls the lack of a group; a group of that name is one with it. */
const noneWord = "none";

function has(state: Parameters<typeof hasState>[0], name: string): SQL {
  return sql`count(*) filter (where ${hasState(state)})::int as ${sql.raw(`"${name}"`)}`;
}

/**
 * `grouped`: the groups that listed nodes report, and those that a stored baseline is registered for. What registers a
 * group is the baseline's own list (GetPatchBaseline's PatchGroups), in the last version that was read.
 */
function groups({ sourceNos }: PatchGroupFilter): SQL {
  const inScope = sql`source_no = any(${sql.param([...sourceNos])}::int[])`;
  return sql`with counted as (
      select ${managedNode.sourceNo}, coalesce(${managedNode.patchGroup}, ${noneWord}) as word, count(*)::int as nodes,
        count(*) filter (where ${managedNode.verdict} = 'compliant')::int as compliant,
        count(*) filter (where ${managedNode.verdict} = 'nonCompliant')::int as "nonCompliant",
        count(*) filter (where ${managedNode.verdict} = 'unknown')::int as unknown,
        count(*) filter (where ${hasOneOfSeverities(["critical"])})::int as critical,
        ${has("Missing", "missing")}, ${has("Failed", "failed")},
        ${has("InstalledPendingReboot", "installedPendingReboot")}
      from ${managedNode}
      where ${managedNode.sourceNo} = any(${sql.param([...sourceNos])}::int[]) and ${managedNode.listing} = 'listed'
      group by 1, 2
    ),
    version as (
      select distinct on (source_no, baseline_id) source_no, baseline_id, baseline
      from patch_baseline_version where ${inScope} order by source_no, baseline_id, version desc
    ),
    registered as (
      select distinct source_no, word, baseline_id
      from version join patch_baseline using (source_no, baseline_id),
        jsonb_array_elements_text(coalesce(baseline -> 'patchGroups', '[]')) as word
    ),
    used as (
      select source_no, coalesce(managed_node.patch_group, ${noneWord}) as word, baseline_id, count(*)::int as nodes
      from managed_node
      where ${inScope} and listing = 'listed' and baseline_id is not null group by 1, 2, 3
    ),
    tied as (
      select source_no, word, bool_or(is_registered) as is_registered,
        json_agg(json_build_object('baselineId', baseline_id, 'name', patch_baseline.name,
          'operatingSystem', operating_system, 'nodes', nodes, 'registered', is_registered)
          order by nodes desc, operating_system collate "C", name_order, baseline_id) as baselines
      from (
        select source_no, word, baseline_id, coalesce(nodes, 0) as nodes,
          registered.baseline_id is not null as is_registered
        from registered full join used using (source_no, word, baseline_id)
      ) as tie left join patch_baseline using (source_no, baseline_id)
      group by 1, 2
    ),
    grouped as (
      select source_no, account, region, word, coalesce(nodes, 0) as nodes, coalesce(compliant, 0) as compliant,
        coalesce("nonCompliant", 0) as "nonCompliant", coalesce(unknown, 0) as unknown,
        coalesce(critical, 0) as critical, coalesce(missing, 0) as missing, coalesce(failed, 0) as failed,
        coalesce("installedPendingReboot", 0) as "installedPendingReboot",
        coalesce(is_registered, false) as registered, coalesce(baselines, '[]') as baselines
      from counted full join tied using (source_no, word) join source using (source_no)
    )`;
}

interface Row extends Omit<ListedPatchGroup, "sourceNo" | "group" | "baselines"> {
  readonly source_no: number;
  readonly word: string;
  readonly baselines: ReadonlyArray<
    Omit<BaselineOfGroup, "operatingSystem"> & { readonly operatingSystem: string | null }
  >;
}

interface Answer extends Record<string, unknown> {
  readonly items: readonly Row[] | null;
  readonly total: number;
  readonly every: number;
  readonly all: number;
  readonly registered_unused: number;
  readonly used_unregistered: number;
  readonly unread: readonly number[] | null;
}

/** The patch groups that nodes report, or that a baseline is registered for. */
export async function listPatchGroups(
  on: Queryable,
  filter: PatchGroupFilter,
  { sort, page, size }: PatchGroupPage,
): Promise<ListedPatchGroups> {
  const { registered, used, q } = filter;
  const order = sql.join(
    [
      ...sort.map(({ column, descending }) => orders[column](descending ? "desc" : "asc")),
      // No two groups are equal in these.
      sql`lower(word) collate "C", word collate "C", account collate "C", region collate "C"`,
    ],
    sql`, `,
  );
  const saysText = q.includes("\0") ? sql`false` : sql`strpos(lower(word), lower(${q})) > 0`;
  const { rows } = await on.execute<Answer>(sql`
    ${groups(filter)},
    said as materialized (select * from grouped where ${q === "" ? sql`true` : saysText}),
    asked as (
      select * from said where ${registered === null ? sql`true` : sql`registered = ${registered}`}
        and ${used === null ? sql`true` : sql`(nodes > 0) = ${used}`}
    ),
    part as (
      select *, row_number() over (order by ${order}) as place from asked
      order by place limit ${size} offset ${(page - 1) * size}
    )
    select (select json_agg(part order by place) from part) as items,
      (select count(*)::int from asked) as total, (select count(*)::int from grouped) as every,
      (select count(*)::int from said) as "all",
      (select count(*)::int from said where registered and nodes = 0) as registered_unused,
      (select count(*)::int from said where not registered and nodes > 0) as used_unregistered,
      (select json_agg(source_no) from source where source_no = any(${sql.param([...filter.sourceNos])}::int[])
        and baselines_read_at is null) as unread`);
  const [row] = rows;
  return {
    groups: (row?.items ?? []).map(toListedGroup),
    total: row?.total ?? 0,
    totalGroups: row?.every ?? 0,
    all: row?.all ?? 0,
    registeredUnused: row?.registered_unused ?? 0,
    usedUnregistered: row?.used_unregistered ?? 0,
    unreadRegistrations: row?.unread ?? [],
  };
}

function toListedGroup(row: Row): ListedPatchGroup {
  return {
    sourceNo: row.source_no,
    group: row.word === noneWord ? null : row.word,
    registered: row.registered,
    nodes: row.nodes,
    compliant: row.compliant,
    nonCompliant: row.nonCompliant,
    unknown: row.unknown,
    critical: row.critical,
    missing: row.missing,
    failed: row.failed,
    installedPendingReboot: row.installedPendingReboot,
    baselines: row.baselines.map((baseline) => ({
      ...baseline,
      operatingSystem:
        baseline.operatingSystem === null
          ? null
          : oneOf(operatingSystems, baseline.operatingSystem),
    })),
  };
}
