import "server-only";
import { inArray, sql } from "drizzle-orm";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { nodesInScope } from "@/lib/server/store/patch-findings";
import { managedNode } from "@/lib/server/store/schema";

/** A patch that listed nodes lack, by operating system and KB or package. */
export interface WidespreadPatch {
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
  /** The vendor's word on most of the nodes; null where nothing was said. */
  readonly severity: string | null;
  /** Nodes on which it is Missing or Failed. */
  readonly nodes: number;
  /** Nodes of the operating system whose rows are held: of the others nobody knows what they lack. */
  readonly nodesOfSystem: number;
  /** When Patchboard first saw it missing on one of those. */
  readonly firstSeen: string;
}

/** The patches that most nodes lack. */
export async function listWidespreadPatches(
  on: Queryable,
  sourceNos: readonly number[],
  limit: number,
): Promise<readonly WidespreadPatch[]> {
  const { rows } = await on.execute<{
    operatingSystem: string | null;
    kbId: string;
    severity: string | null;
    nodes: number;
    nodesOfSystem: number;
    firstSeen: Date | string;
  }>(sql`
    with ${nodesInScope(sourceNos)}
    select node.operating_system as "operatingSystem", finding.kb_id as "kbId",
      mode() within group (order by severity) as severity, count(*)::int as nodes, min(first_seen) as "firstSeen",
      (select count(*)::int from node own
        where own.is_read and own.operating_system is not distinct from node.operating_system) as "nodesOfSystem"
    from finding join node using (node_no) join patch using (patch_no)
    where resolved_at is null and state in ('Missing', 'Failed')
    group by 1, 2 order by count(*) desc, min(first_seen), finding.kb_id collate "C", 1 limit ${limit}`);
  return rows.map(({ operatingSystem, kbId, severity, nodes, nodesOfSystem, firstSeen }) => ({
    operatingSystem: operatingSystem === null ? null : oneOf(operatingSystems, operatingSystem),
    kbId,
    severity,
    nodes,
    nodesOfSystem,
    firstSeen: new Date(firstSeen).toISOString(),
  }));
}

/** A node's findings of the two worst ranks, of the rows held. */
export interface WorstFindings {
  readonly critical: number;
  readonly important: number;
}

/** How many findings of some nodes the vendor calls critical, and important or high; a node without a result is not in it. */
export async function loadWorstFindings(
  on: Queryable,
  nodeNos: readonly number[],
): Promise<ReadonlyMap<number, WorstFindings>> {
  const rows = await on
    .select({
      nodeNo: managedNode.nodeNo,
      critical: managedNode.criticalFindings,
      important: managedNode.importantFindings,
    })
    .from(managedNode)
    .where(inArray(managedNode.nodeNo, [...nodeNos]));
  return new Map(
    rows.flatMap(({ nodeNo, critical, important }) =>
      critical === null || important === null ? [] : [[nodeNo, { critical, important }] as const],
    ),
  );
}
