import "server-only";
import { and, eq, type SQL } from "drizzle-orm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Queryable } from "@/lib/server/store/database";
import { countOverdueOfNode, type DeadlineBounds } from "@/lib/server/store/deadlines";
import { nodeColumns, toStoredNode } from "@/lib/server/store/node-columns";
import { managedNode, patchBaseline, source } from "@/lib/server/store/schema";
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

const columns = { ...nodeColumns, baselineName: patchBaseline.name };

/** A node of a source; null when it is not stored. */
export async function loadNamedNode(
  on: Queryable,
  sourceNo: number,
  instanceId: InstanceId,
): Promise<NamedNode | null> {
  const [row] = await on
    .select(columns)
    .from(managedNode)
    .innerJoin(source, eq(source.sourceNo, managedNode.sourceNo))
    .leftJoin(patchBaseline, baselineOfNode)
    .where(and(eq(managedNode.sourceNo, sourceNo), eq(managedNode.instanceId, instanceId)));
  if (row === undefined) return null;
  const { baselineName, ...stored } = row;
  return { node: toStoredNode(stored), baselineName };
}

/** The nodes that a condition over `managed_node` holds for, in an order. */
export async function loadListedNodes(
  on: Queryable,
  where: SQL,
  order: readonly SQL[],
  bounds: DeadlineBounds,
): Promise<readonly ListedNode[]> {
  const rows = await on
    .select({ ...columns, overdue: countOverdueOfNode(bounds) })
    .from(managedNode)
    .innerJoin(source, eq(source.sourceNo, managedNode.sourceNo))
    .leftJoin(patchBaseline, baselineOfNode)
    .where(where)
    .orderBy(...order);
  return rows.map(({ baselineName, overdue, ...row }) => ({
    node: toStoredNode(row),
    baselineName,
    overdue,
  }));
}
