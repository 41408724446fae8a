import "server-only";
import { and, eq, sql, type SQL } from "drizzle-orm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Queryable } from "@/lib/server/store/database";
import { countOverdueOfNode, type DeadlineBounds } from "@/lib/server/store/deadlines";
import { managedNode, patchBaseline } from "@/lib/server/store/schema";
import {
  storedNodeColumns,
  toStoredNode,
  type StoredNodeRow,
} from "@/lib/server/store/stored-node-columns";
import type { StoredNode } from "@/lib/server/store/stored-node";

/** A node with the name of the baseline that its last operation used, where that is known. */
export interface NamedNode {
  readonly node: StoredNode;
  readonly baselineName: string | null;
}

/** The same in a list. */
export interface ListedNode extends NamedNode {
  /** Its findings that are overdue; null where they were never read. */
  readonly overdue: number | null;
}

/** The baseline that a node's last operation used. */
export const baselineOfNode = and(
  eq(patchBaseline.sourceNo, managedNode.sourceNo),
  eq(patchBaseline.baselineId, managedNode.baselineId),
);

interface NamedRow extends StoredNodeRow {
  readonly baselineName: string | null;
}

const named = sql`select ${storedNodeColumns}, patch_baseline.name as "baselineName"`;
const fromNamed = sql`from managed_node join source on source.source_no = managed_node.source_no
  left join patch_baseline on ${baselineOfNode}`;

/** A node of a source; null when it is not stored. */
export async function loadNamedNode(
  on: Queryable,
  sourceNo: number,
  instanceId: InstanceId,
): Promise<NamedNode | null> {
  const { rows } = await on.execute<NamedRow>(sql`${named} ${fromNamed}
    where ${managedNode.sourceNo} = ${sourceNo} and ${managedNode.instanceId} = ${instanceId}`);
  const [row] = rows;
  return row === undefined ? null : { node: toStoredNode(row), baselineName: row.baselineName };
}

/** The nodes that a condition over `managed_node` holds for, in an order. */
export async function loadListedNodes(
  on: Queryable,
  where: SQL,
  order: readonly SQL[],
  bounds: DeadlineBounds,
): Promise<readonly ListedNode[]> {
  const { rows } = await on.execute<NamedRow & Pick<ListedNode, "overdue">>(sql`
    ${named}, ${countOverdueOfNode(bounds)} as overdue ${fromNamed} where ${where}
    ${order.length === 0 ? sql`` : sql`order by ${sql.join([...order], sql`, `)}`}`);
  return rows.map((row) => ({
    node: toStoredNode(row),
    baselineName: row.baselineName,
    overdue: row.overdue,
  }));
}
