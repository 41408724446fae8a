import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import { countCveCoverage, type CveCoverage } from "@/lib/server/store/cve-coverage";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import {
  foldedSql,
  nodesInScope,
  severityOrderSql,
  textsSql,
} from "@/lib/server/store/patch-findings";
import { inSnapshot } from "@/lib/server/store/snapshot";

/** What is asked of CVEs that are open somewhere. A null list asks for every one. */
export interface CveFilter {
  /** The sources whose nodes are counted. */
  readonly sourceNos: readonly number[];
  /** The vendor's words for the worst of its patches, folded. */
  readonly severities: readonly string[] | null;
  /** CVEs that some node of these systems has. */
  readonly operatingSystems: ReadonlyArray<OperatingSystem | "unrecognised"> | null;
  /** Found in CVE id and KB or package; empty: no text is asked for. */
  readonly q: string;
}

type Direction = "asc" | "desc";

const by = (value: string) => (direction: Direction) => sql.raw(`${value} ${direction} nulls last`);

const orders = {
  nodes: by("nodes"),
  cve: by("cve_order"),
  severity: by("severity_order"),
  patches: by("patches"),
  "first-seen": by("first_seen"),
} satisfies Record<string, (direction: Direction) => SQL>;

/** What CVEs can be sorted by. */
export type CveColumn = keyof typeof orders;

/** Which part of the list, in which order. */
export interface CvePage {
  readonly sort: ReadonlyArray<{ readonly column: CveColumn; readonly descending: boolean }>;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** A CVE that a Missing or Failed row of some listed node names. */
export interface ListedCve {
  readonly cveId: string;
  /** The vendor's word for the worst patch that names it, and the system whose vendor says so. */
  readonly severity: string | null;
  readonly operatingSystem: OperatingSystem | null;
  readonly nodes: number;
  readonly patches: number;
  /** The first of the patches by name. */
  readonly kbIds: readonly string[];
  readonly firstSeen: string | null;
}

/** A value of a facet with the CVEs that have it under every condition but the one on it. */
export interface CveFacetCount {
  readonly what: "severity" | "operatingSystem";
  readonly value: string | null;
  readonly count: number;
}

/** One page of CVEs and every number around it, as of one moment. */
export interface ListedCves {
  readonly cves: readonly ListedCve[];
  readonly total: number;
  /** In scope, before any condition. */
  readonly totalCves: number;
  readonly facets: readonly CveFacetCount[];
  readonly coverage: CveCoverage;
}

const bits = { severity: 1, operatingSystem: 2, text: 4 } as const;

function missedBits({ severities, operatingSystems: systems, q }: CveFilter): SQL {
  const missed = (bit: number, holds: SQL) =>
    sql`case when ${holds} then 0 else ${sql.raw(String(bit))} end`;
  return sql.join(
    [
      severities === null
        ? sql`0`
        : missed(
            bits.severity,
            sql`${foldedSql(sql`patch.severity`)} = any(${textsSql(severities)})`,
          ),
      systems === null
        ? sql`0`
        : missed(bits.operatingSystem, sql`systems && ${textsSql(systems)}`),
      q === "" ? sql`0` : missed(bits.text, says(q)),
    ],
    sql` + `,
  );
}

function says(q: string): SQL {
  if (q.includes("\0")) return sql`false`;
  return sql`(strpos(cve_id, upper(${q})) > 0 or strpos(lower(array_to_string(kb_ids, ' ')), lower(${q})) > 0)`;
}

/** The number of a CVE has any length: by it, not by its letters. */
const cveOrder = sql.raw(`split_part(cve_id, '-', 2) || lpad(split_part(cve_id, '-', 3), 19, '0')`);

function groups(filter: CveFilter): SQL {
  return sql`${nodesInScope(filter.sourceNos)},
    build as (
      select node_patch.patch_no, array_agg(distinct node_no) as nodes
      from node_patch where state in ('Missing', 'Failed') and node_no in (select node_no from node) group by 1
    ),
    seen as (
      select patch_no, min(first_seen) as first_seen from finding
      where resolved_at is null and node_no in (select node_no from node) group by 1
    ),
    named as (
      select cve_id, patch.operating_system, kb_id, patch_no, ${severityOrderSql} as severity_order, nodes, first_seen
      from build join patch using (patch_no) left join seen using (patch_no), unnest(cve_ids) as cve_id
    ),
    counted as (
      select cve_id, min(array[severity_order, -patch_no]) as speaker, min(first_seen) as first_seen,
        count(distinct (coalesce(operating_system, ''), kb_id))::int as patches,
        array_agg(distinct coalesce(operating_system, 'unrecognised')) as systems,
        array_agg(distinct kb_id collate "C") as kb_ids
      from named group by 1
    ),
    exposed as (
      select cve_id, count(distinct node_no)::int as nodes from named, unnest(nodes) as node_no group by 1
    ),
    worded as materialized (
      select counted.*, exposed.nodes, patch.severity, patch.operating_system, speaker[1] as severity_order,
        ${cveOrder} as cve_order, ${missedBits(filter)} as missed
      from counted join exposed using (cve_id) join patch on patch.patch_no = -speaker[2]
    )`;
}

interface Row {
  readonly cve_id: string;
  readonly severity: string | null;
  readonly operating_system: string | null;
  readonly nodes: number;
  readonly patches: number;
  readonly kb_ids: readonly string[];
  readonly first_seen: string | null;
}

interface Answer extends Record<string, unknown> {
  readonly items: readonly Row[] | null;
  readonly facets: readonly CveFacetCount[] | null;
  readonly total: number;
  readonly all: number;
}

/** The CVEs that are open on some listed node, and of how many nodes that can be said. */
export function listCves(
  on: Queryable,
  filter: CveFilter,
  page: CvePage,
  coverageOf = countCveCoverage,
): Promise<ListedCves> {
  return inSnapshot(on, async (snapshot) => ({
    ...(await listPart(snapshot, filter, page)),
    coverage: await coverageOf(snapshot, filter.sourceNos),
  }));
}

async function listPart(
  on: Queryable,
  filter: CveFilter,
  { sort, page, size }: CvePage,
): Promise<Omit<ListedCves, "coverage">> {
  const order = sql.join(
    [
      ...sort.map(({ column, descending }) => orders[column](descending ? "desc" : "asc")),
      sql`severity_order`,
      sql`cve_order desc`,
    ],
    sql`, `,
  );
  const but = (bit: number) => sql.raw(String(7 - bit));
  const { rows } = await on.execute<Answer>(sql`
    with ${groups(filter)},
    page as (
      select cve_id, severity, operating_system, nodes, patches, kb_ids[1:3] as kb_ids, first_seen,
        row_number() over (order by ${order}) as place
      from worded where missed = 0 order by place limit ${size} offset ${(page - 1) * size}
    ),
    facet as (
      select 'severity' as what, severity as value, count(*)::int as count
        from worded where missed & ${but(bits.severity)} = 0 group by 2
      union all
      select 'operatingSystem', system, count(*)::int
        from worded, unnest(systems) as system where missed & ${but(bits.operatingSystem)} = 0 group by 2
    )
    select (select json_agg(page order by place) from page) as items,
      (select json_agg(facet) from facet) as facets,
      (select count(*)::int from worded where missed = 0) as total,
      (select count(*)::int from worded) as "all"`);
  const [row] = rows;
  return {
    cves: (row?.items ?? []).map(toListedCve),
    total: row?.total ?? 0,
    totalCves: row?.all ?? 0,
    facets: row?.facets ?? [],
  };
}

function toListedCve(row: Row): ListedCve {
  return {
    cveId: row.cve_id,
    severity: row.severity,
    operatingSystem:
      row.operating_system === null ? null : oneOf(operatingSystems, row.operating_system),
    nodes: row.nodes,
    patches: row.patches,
    kbIds: row.kb_ids,
    firstSeen: row.first_seen === null ? null : new Date(row.first_seen).toISOString(),
  };
}
