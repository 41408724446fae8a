import "server-only";
import { inArray, sql } from "drizzle-orm";
import {
  operatingSystems,
  reportsCveIds,
  type OperatingSystem,
} from "@/lib/domain/operating-system";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf, toStoredNode } from "@/lib/server/store/node-columns";
import { selectNodes } from "@/lib/server/store/nodes";
import { managedNode, nodePatchState } from "@/lib/server/store/schema";
import { inSnapshot } from "@/lib/server/store/snapshot";
import type { StoredNode } from "@/lib/server/store/stored-node";

/** A build that still has the CVE on some node, as SSM describes it there. */
export interface PatchOfCve {
  readonly patchNo: number;
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
  readonly title: string | null;
  readonly classification: string | null;
  readonly severity: string | null;
  /** Nodes on which it is missing, and on which it failed. */
  readonly missing: number;
  readonly failed: number;
}

/** A node with the rows of its own that name the CVE. */
export interface NodeOfCve {
  readonly node: StoredNode;
  readonly rows: ReadonlyArray<{ readonly patchNo: number; readonly state: "Missing" | "Failed" }>;
}

/** Of how many listed nodes the answer can speak; the three are all of them. */
export interface CveCoverage {
  /** Their rows are held, of their last operation: a node that is not named has no row that names the CVE. */
  readonly nodesReporting: number;
  /** SSM has no CVE ids for their operating system. */
  readonly nodesThatCannotReport: number;
  /** They could report, but nothing current is held of them, or SSM Agent left the CVE ids out. */
  readonly nodesUnknown: number;
}

/** Where a CVE is known to be open. */
export interface NodesOfCve {
  readonly patches: readonly PatchOfCve[];
  readonly nodes: readonly NodeOfCve[];
  readonly nodesTotal: number;
  /** Nodes that have left SSM's list and had it then; in no other number. */
  readonly nodesThatLeft: number;
  readonly coverage: CveCoverage;
}

/** Which part of the nodes, by name. */
interface Part {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

const whole: Part = { page: 1, size: 5_000 };

/**
 * The patches that name a CVE and the nodes that lack them. A CVE belongs to a node through that node's own row only:
 * on Linux a KB id is `name.arch`, and two nodes miss different builds of it that fix different CVEs. Rows carry CVE
 * ids while they are Missing or Failed, and never otherwise (AWS user guide, "Patch compliance state values").
 */
export function listNodesOfCve(
  on: Queryable,
  sourceNos: readonly number[],
  cveId: string,
  part: Part = whole,
): Promise<NodesOfCve> {
  return inSnapshot(on, async (snapshot) => {
    const { total, left } = await countNodesOfCve(snapshot, sourceNos, cveId);
    return {
      patches: await listPatchesOfCve(snapshot, sourceNos, cveId),
      nodes: await listPart(snapshot, sourceNos, cveId, part),
      nodesTotal: total,
      nodesThatLeft: left,
      coverage: await countCoverage(snapshot, sourceNos),
    };
  });
}

/** `row`: the rows of node_patch that name the CVE, with the node of each. */
function namingRows(sourceNos: readonly number[], cveId: string) {
  return sql`with row as (
    select node_patch.node_no, patch_no, state, listing, name_order, account, region, instance_id
    from patch join node_patch using (patch_no) join managed_node using (node_no) join source using (source_no)
    where cve_ids @> array[${cveId}]::text[] and state in ('Missing', 'Failed')
      and source_no = any(${sql.param([...sourceNos])}::int[]))`;
}

async function countNodesOfCve(on: Queryable, sourceNos: readonly number[], cveId: string) {
  const { rows } = await on.execute<{ total: number; left: number }>(sql`
    ${namingRows(sourceNos, cveId)}
    select count(distinct node_no) filter (where listing = 'listed')::int as total,
      count(distinct node_no) filter (where listing <> 'listed')::int as left from row`);
  return rows[0] ?? { total: 0, left: 0 };
}

async function listPatchesOfCve(
  on: Queryable,
  sourceNos: readonly number[],
  cveId: string,
): Promise<readonly PatchOfCve[]> {
  const { rows } = await on.execute<{
    patchNo: number;
    operatingSystem: string | null;
    kbId: string;
    title: string | null;
    classification: string | null;
    severity: string | null;
    missing: number;
    failed: number;
  }>(sql`
    ${namingRows(sourceNos, cveId)}
    select patch.patch_no as "patchNo", operating_system as "operatingSystem", kb_id as "kbId", title, classification, severity,
      count(distinct node_no) filter (where state = 'Missing')::int as missing,
      count(distinct node_no) filter (where state = 'Failed')::int as failed
    from row join patch using (patch_no) where listing = 'listed'
    group by patch.patch_no order by operating_system collate "C", kb_id collate "C", title collate "C", patch.patch_no`);
  return rows.map(({ operatingSystem, ...row }) => ({
    ...row,
    operatingSystem: operatingSystem === null ? null : oneOf(operatingSystems, operatingSystem),
  }));
}

async function listPart(
  on: Queryable,
  sourceNos: readonly number[],
  cveId: string,
  { page, size }: Part,
): Promise<readonly NodeOfCve[]> {
  const { rows } = await on.execute<{
    nodeNo: number;
    patchNos: readonly number[];
    states: readonly string[];
  }>(sql`
    ${namingRows(sourceNos, cveId)}
    select node_no as "nodeNo", array_agg(patch_no order by patch_no, state) as "patchNos",
      array_agg(state order by patch_no, state) as states
    from row where listing = 'listed'
    group by node_no, name_order, account, region, instance_id
    order by name_order, account collate "C", region collate "C", instance_id collate "C"
    limit ${size} offset ${(page - 1) * size}`);
  const found = await selectNodes(on).where(
    inArray(
      managedNode.nodeNo,
      rows.map(({ nodeNo }) => nodeNo),
    ),
  );
  const nodes = new Map(found.map((row) => [row.node.nodeNo, toStoredNode(row)]));
  return rows.flatMap(({ nodeNo, patchNos, states }) => {
    const node = nodes.get(nodeNo);
    if (node === undefined) return [];
    const own = patchNos.map((patchNo, at) => ({
      patchNo,
      state: oneOf(["Missing", "Failed"] as const, states[at] ?? ""),
    }));
    return [{ node, rows: own }];
  });
}

/**
 * Of how many nodes the rows held can say whether a CVE is open. Which systems report CVE ids is AWS's list
 * (`reportsCveIds`). A node that could not be read, whose rows are older than its last operation or differ from SSM's
 * counters, is unknown; so is one whose rows lack CVE ids altogether (`rows_lack_cve_ids`).
 */
async function countCoverage(on: Queryable, sourceNos: readonly number[]): Promise<CveCoverage> {
  const reporting = sql.param(operatingSystems.filter(reportsCveIds));
  const canReport = sql`coalesce(${managedNode.operatingSystem} = any(${reporting}::text[]), false)`;
  const isCurrent = sql`(${managedNode.failureCode} is null and ${nodePatchState.rowsScope} is not null
    and ${nodePatchState.rowsOperationEndTime} is not distinct from ${nodePatchState.operationEndTime}
    and not ${nodePatchState.rowsDiffer} and not ${nodePatchState.rowsLackCveIds})`;
  const { rows } = await on.execute<{ reporting: number; cannot: number; unknown: number }>(sql`
    select count(*) filter (where ${canReport} and ${isCurrent})::int as reporting,
      count(*) filter (where not ${canReport})::int as cannot,
      count(*) filter (where ${canReport} and ${isCurrent} is not true)::int as unknown
    from ${managedNode} left join ${nodePatchState} on ${nodePatchState.nodeNo} = ${managedNode.nodeNo}
    where ${managedNode.sourceNo} = any(${sql.param([...sourceNos])}::int[]) and ${managedNode.listing} = 'listed'`);
  const [row] = rows;
  return {
    nodesReporting: row?.reporting ?? 0,
    nodesThatCannotReport: row?.cannot ?? 0,
    nodesUnknown: row?.unknown ?? 0,
  };
}
