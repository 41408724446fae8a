import "server-only";
import { eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/lib/server/store/database";
import type { DeadlineBounds } from "@/lib/server/store/deadlines";
import { orderOfNodes, type NodePage } from "@/lib/server/store/list-nodes";
import { baselineOfNode, loadListedNodes, type ListedNode } from "@/lib/server/store/named-nodes";
import { passes, type NodeFilter } from "@/lib/server/store/node-filter";
import { managedNode, patchBaseline, source } from "@/lib/server/store/schema";

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
    .leftJoin(patchBaseline, baselineOfNode)
    .where(passes(filter))
    .orderBy(...orderOfNodes(sort, filter));
  return rows.map(({ nodeNo }) => nodeNo);
}

/** Some nodes, in the order of their numbers in `nodeNos`; one that has been dropped since is not among them. */
export async function loadNodesInOrder(
  on: Queryable,
  nodeNos: readonly number[],
  bounds: DeadlineBounds,
): Promise<readonly ListedNode[]> {
  const rows = await loadListedNodes(on, inArray(managedNode.nodeNo, [...nodeNos]), [], bounds);
  const found = new Map(rows.map((row) => [row.node.nodeNo, row]));
  return nodeNos.flatMap((nodeNo) => found.get(nodeNo) ?? []);
}
