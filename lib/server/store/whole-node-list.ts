import "server-only";
import { eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/lib/server/store/database";
import { countOverdueOfNode, type DeadlineBounds } from "@/lib/server/store/deadlines";
import {
  baselineOfNode,
  orderOfNodes,
  type ListedNode,
  type NodePage,
} from "@/lib/server/store/list-nodes";
import { nodeColumns, toStoredNode } from "@/lib/server/store/node-columns";
import { passes, type NodeFilter } from "@/lib/server/store/node-filter";
import { managedNode, nodePatchState, patchBaseline, source } from "@/lib/server/store/schema";

/** The numbers of every node that passes a filter, in order: which rows a whole list has, settled at one moment. */
export async function listNodeNos(
  on: Queryable,
  filter: NodeFilter,
  sort: NodePage["sort"],
): Promise<readonly number[]> {
  const rows = await on
    .select({ nodeNo: managedNode.nodeNo })
    .from(managedNode)
    .innerJoin(source, eq(source.sourceNo, managedNode.sourceNo))
    .leftJoin(nodePatchState, eq(nodePatchState.nodeNo, managedNode.nodeNo))
    .leftJoin(patchBaseline, baselineOfNode)
    .where(passes(filter))
    .orderBy(...orderOfNodes(sort, filter));
  return rows.map(({ nodeNo }) => nodeNo);
}

/** Some nodes, in the order of their numbers in `nodeNos`; one that has been dropped since is not among them. */
export async function loadListedNodes(
  on: Queryable,
  nodeNos: readonly number[],
  bounds: DeadlineBounds,
): Promise<readonly ListedNode[]> {
  const rows = await on
    .select({
      node: nodeColumns.node,
      state: nodeColumns.state,
      sourceReadAt: nodeColumns.sourceReadAt,
      baselineName: patchBaseline.name,
      overdue: countOverdueOfNode(bounds),
    })
    .from(managedNode)
    .innerJoin(source, eq(source.sourceNo, managedNode.sourceNo))
    .leftJoin(nodePatchState, eq(nodePatchState.nodeNo, managedNode.nodeNo))
    .leftJoin(patchBaseline, baselineOfNode)
    .where(inArray(managedNode.nodeNo, [...nodeNos]));
  const found = new Map(
    rows.map(({ baselineName, overdue, ...row }) => [
      row.node.nodeNo,
      { node: toStoredNode(row), baselineName, overdue },
    ]),
  );
  return nodeNos.flatMap((nodeNo) => found.get(nodeNo) ?? []);
}
