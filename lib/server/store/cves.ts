import "server-only";
import { sql } from "drizzle-orm";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import {
  countCveCoverage,
  cveStandingOfNode,
  type CveCoverage,
} from "@/lib/server/store/cve-coverage";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { loadNodesByNumber } from "@/lib/server/store/nodes";
import { managedNode } from "@/lib/server/store/schema";
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

/** Where a CVE is known to be open. */
export interface NodesOfCve {
  readonly patches: readonly PatchOfCve[];
  readonly nodes: readonly NodeOfCve[];
  readonly nodesTotal: number;
  /** Of those, nodes that `coverage` counts as reporting: the rows of the others are old, and still name it. */
  readonly nodesReportingIt: number;
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
  coverageOf = countCveCoverage,
): Promise<NodesOfCve> {
  return inSnapshot(on, async (snapshot) => {
    const { patches, nodes, total, left, reporting } = await findRows(
      snapshot,
      sourceNos,
      cveId,
      part,
    );
    return {
      patches: patches.map(({ operatingSystem, ...patch }) => ({
        ...patch,
        operatingSystem: operatingSystem === null ? null : oneOf(operatingSystems, operatingSystem),
      })),
      nodes: await loadNodesOf(snapshot, nodes),
      nodesTotal: total,
      nodesReportingIt: reporting,
      nodesThatLeft: left,
      coverage: await coverageOf(snapshot, sourceNos),
    };
  });
}

/** The numbers of every listed node whose own rows name the CVE, by name. */
export async function listNodeNosOfCve(
  on: Queryable,
  sourceNos: readonly number[],
  cveId: string,
): Promise<readonly number[]> {
  const { rows } = await on.execute<{ node_no: number }>(sql`
    ${namingRows(sourceNos, cveId)}
    select node_no from row where listing = 'listed'
    group by ${byName.group} order by ${byName.order}`);
  return rows.map(({ node_no: nodeNo }) => nodeNo);
}

const byName = {
  group: sql`node_no, name_order, account, region, instance_id`,
  order: sql`name_order, account collate "C", region collate "C", instance_id collate "C"`,
};

/** `row`: the rows of node_patch that name the CVE, with the node of each. */
function namingRows(sourceNos: readonly number[], cveId: string) {
  return sql`with row as (
    select node_patch.node_no, patch_no, state, listing, name_order, account, region, instance_id
    from patch join node_patch using (patch_no) join managed_node using (node_no) join source using (source_no)
    where cve_ids @> array[${cveId}]::text[] and state in ('Missing', 'Failed')
      and source_no = any(${sql.param([...sourceNos])}::int[]))`;
}

interface NamingNode {
  readonly nodeNo: number;
  readonly patchNos: readonly number[];
  readonly states: readonly string[];
}

interface Found extends Record<string, unknown> {
  readonly patches: ReadonlyArray<
    Omit<PatchOfCve, "operatingSystem"> & { readonly operatingSystem: string | null }
  >;
  readonly nodes: readonly NamingNode[];
  readonly total: number;
  readonly left: number;
  readonly reporting: number;
}

/** The rows that name the CVE by patch, by node for one part of them, and how many nodes they are: one look at them. */
async function findRows(
  on: Queryable,
  sourceNos: readonly number[],
  cveId: string,
  { page, size }: Part,
): Promise<Found> {
  const isListed = sql`${managedNode.listing} = 'listed'`;
  const { rows } = await on.execute<Found>(sql`
    ${namingRows(sourceNos, cveId)},
    found as (
      select patch.patch_no as "patchNo", operating_system as "operatingSystem", kb_id as "kbId", title, classification,
        severity, count(distinct node_no) filter (where state = 'Missing')::int as missing,
        count(distinct node_no) filter (where state = 'Failed')::int as failed
      from row join patch using (patch_no) where listing = 'listed' group by patch.patch_no
    ),
    part as (
      select node_no as "nodeNo", array_agg(patch_no order by patch_no, state) as "patchNos",
        array_agg(state order by patch_no, state) as states, row_number() over (order by ${byName.order}) as place
      from row where listing = 'listed' group by ${byName.group}
      order by place limit ${size} offset ${(page - 1) * size}
    )
    select count(*) filter (where ${isListed})::int as total, count(*) filter (where not ${isListed})::int as left,
      count(*) filter (where ${isListed} and ${cveStandingOfNode} = 'reporting')::int as reporting,
      (select coalesce(json_agg(found order by "operatingSystem" collate "C", "kbId" collate "C", title collate "C", "patchNo"), '[]')
        from found) as patches,
      (select coalesce(json_agg(part order by place), '[]') from part) as nodes
    from ${managedNode} where ${managedNode.nodeNo} in (select node_no from row)`);
  return rows[0] ?? { patches: [], nodes: [], total: 0, left: 0, reporting: 0 };
}

async function loadNodesOf(
  on: Queryable,
  part: readonly NamingNode[],
): Promise<readonly NodeOfCve[]> {
  const nodes = await loadNodesByNumber(
    on,
    part.map(({ nodeNo }) => nodeNo),
  );
  return part.flatMap(({ nodeNo, patchNos, states }) => {
    const node = nodes.get(nodeNo);
    if (node === undefined) return [];
    const own = patchNos.map((patchNo, at) => ({
      patchNo,
      state: oneOf(["Missing", "Failed"] as const, states[at] ?? ""),
    }));
    return [{ node, rows: own }];
  });
}
