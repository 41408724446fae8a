import "server-only";
import type { NodeItem } from "@/lib/api/node.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { toNodeItem } from "@/lib/server/read/node-facts";
import type { StoredNode } from "@/lib/server/store/stored-node";

/** A stored node as the lists show it; none where its source is not the viewer's. */
export function toNodeItems(
  node: StoredNode,
  statuses: ReadonlyMap<number, SourceStatus>,
  nowMs: number,
): readonly NodeItem[] {
  const status = statuses.get(node.sourceNo);
  if (status === undefined) return [];
  const { account, region, alias } = status;
  return [toNodeItem({ ...node, source: { account, region }, alias, baselineName: null }, nowMs)];
}
