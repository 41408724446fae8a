import "server-only";
import { sql } from "drizzle-orm";
import type { PatchDeadline } from "@/lib/domain/deadline";
import {
  deadlineOfOwn,
  heldRows,
  isFindingOf,
  isPatch,
  listNodesOfPatch,
  type NodeOfPatch,
  type PatchKey,
  type PatchNodesFilter,
  type PatchNodesPage,
} from "@/lib/server/store/affected-nodes";
import type { Queryable } from "@/lib/server/store/database";
import {
  countFlags,
  countRowsHeld,
  flagsOfRows,
  toNodesByState,
  type NodesByState,
  type RowsHeld,
} from "@/lib/server/store/patch-findings";
import { inSnapshot } from "@/lib/server/store/snapshot";

/** What SSM says of one build, with the nodes that have it among their findings. */
export interface PatchBuild {
  readonly title: string | null;
  readonly severity: string | null;
  readonly classification: string | null;
  readonly cveIds: readonly string[];
  readonly nodes: NodesByState;
  readonly nodesAffected: number;
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
    if (!(await isKnownPatch(snapshot, key))) return null;
    const summary = await summarise(snapshot, key);
    return {
      ...summary,
      builds: await listBuilds(snapshot, key),
      ...(await listNodesOfPatch(snapshot, key, filter, page)),
    };
  });
}

/** Whether a row or a finding of one of the viewer’s nodes ever named the patch. */
export async function isKnownPatch(on: Queryable, key: PatchKey): Promise<boolean> {
  if (key.kbId.includes("\0")) return false;
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
