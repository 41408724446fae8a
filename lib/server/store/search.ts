import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { findingStatesSql, patchSays, severityOrderSql } from "@/lib/server/store/patch-findings";

/** The first of what was found, and how many there are. */
export interface Hits<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** Where is looked, for what, and how many of each kind are wanted. */
export interface SearchScope {
  readonly sourceNos: readonly number[];
  readonly q: string;
  readonly most: number;
}

/** Runs `found`, whose rows end in `total`, and gives the first of them. */
async function firstOf<Row extends Record<string, unknown>>(
  on: Queryable,
  found: SQL,
  order: SQL,
  most: number,
): Promise<Hits<Row>> {
  const { rows } = await on.execute<{ items: readonly Row[] | null; total: number }>(sql`
    with found as (${found}),
    first as (select *, row_number() over (order by ${order}) as place from found order by place limit ${most})
    select (select json_agg(first order by place) from first) as items, (select count(*)::int from found) as total`);
  return { items: rows[0]?.items ?? [], total: rows[0]?.total ?? 0 };
}

const systemOf = (word: string | null): OperatingSystem | null =>
  word === null ? null : oneOf(operatingSystems, word);

const listedNodes = (sourceNos: readonly number[]) =>
  sql`select node_no from managed_node where source_no = any(${sql.param([...sourceNos])}::int[]) and listing = 'listed'`;

const says = (column: SQL, q: string) => sql`strpos(lower(${column}), lower(${q})) > 0`;

/** Findings whose KB, package or title has the text; an exact name first. */
export async function searchPatches(on: Queryable, { sourceNos, q, most }: SearchScope) {
  const { items, total } = await firstOf<{
    operating_system: string | null;
    kb_id: string;
    speaker: readonly [number, number];
    affected: number;
    title: string | null;
    severity: string | null;
  }>(
    on,
    sql`select found.*, patch.title, patch.severity from (
        select patch.operating_system, patch.kb_id, count(distinct node_no)::int as affected,
          min(array[${severityOrderSql}, -patch.patch_no]) as speaker
        from patch join node_patch using (patch_no)
        where ${patchSays(q)} and state in ${findingStatesSql} and node_no in (${listedNodes(sourceNos)})
        group by 1, 2
      ) found join patch on patch.patch_no = -speaker[2]`,
    sql`lower(kb_id) = lower(${q}) desc, ${says(sql`kb_id`, q)} desc, affected desc, kb_id collate "C", operating_system collate "C"`,
    most,
  );
  return {
    items: items.map(({ operating_system: system, kb_id: kbId, title, severity, affected }) => ({
      operatingSystem: systemOf(system),
      kbId,
      title,
      severity,
      nodesAffected: affected,
    })),
    total,
  };
}

/** CVEs whose id has the text and that a Missing or Failed row names. */
export async function searchCves(on: Queryable, { sourceNos, q, most }: SearchScope) {
  const { items, total } = await firstOf<{
    cve_id: string;
    nodes: number;
    severity: string | null;
    operating_system: string | null;
  }>(
    on,
    sql`select found.*, patch.severity, patch.operating_system from (
        select cve_id, count(distinct node_no)::int as nodes,
          min(array[${severityOrderSql}, -patch.patch_no]) as speaker
        from patch join node_patch using (patch_no), unnest(cve_ids) as cve_id
        where strpos(cve_id, upper(${q})) > 0 and state in ('Missing', 'Failed')
          and node_no in (${listedNodes(sourceNos)})
        group by 1
      ) found join patch on patch.patch_no = -speaker[2]`,
    sql`nodes desc, cve_id collate "C" desc`,
    most,
  );
  return {
    items: items.map(({ cve_id: cveId, nodes, severity, operating_system: system }) => ({
      cveId,
      nodes,
      severity,
      operatingSystem: systemOf(system),
    })),
    total,
  };
}

/** Patch baselines whose name, id or description has the text. */
export async function searchBaselines(on: Queryable, { sourceNos, q, most }: SearchScope) {
  const { items, total } = await firstOf<{
    source_no: number;
    baseline_id: string;
    name: string | null;
    operating_system: string | null;
  }>(
    on,
    sql`select source_no, baseline_id, name, operating_system, name_order, owner from patch_baseline
      where source_no = any(${sql.param([...sourceNos])}::int[])
        and (${says(sql`coalesce(name, '')`, q)} or strpos(baseline_id, lower(${q})) > 0
          or ${says(sql`coalesce(description, '')`, q)})`,
    sql`${says(sql`coalesce(name, '')`, q)} desc, owner = 'aws', name_order, source_no, baseline_id collate "C"`,
    most,
  );
  return {
    items: items.map(
      ({ source_no: sourceNo, baseline_id: baselineId, name, operating_system: system }) => ({
        sourceNo,
        baselineId,
        name,
        operatingSystem: systemOf(system),
      }),
    ),
    total,
  };
}

/** Patch groups of listed nodes whose name has the text. */
export async function searchPatchGroups(on: Queryable, { sourceNos, q, most }: SearchScope) {
  const { items, total } = await firstOf<{ patch_group: string; nodes: number }>(
    on,
    sql`select patch_group, count(*)::int as nodes from managed_node
      where node_no in (${listedNodes(sourceNos)}) and ${says(sql`patch_group`, q)} group by 1`,
    sql`lower(patch_group) = lower(${q}) desc, nodes desc, patch_group collate "C"`,
    most,
  );
  return {
    items: items.map(({ patch_group: patchGroup, nodes }) => ({ patchGroup, nodes })),
    total,
  };
}
