import "server-only";
import { verdicts } from "@/lib/domain/verdict";
import type { NodeColumn, NodesQuery } from "@/lib/api/nodes-query";
import type { ListedNodeItem as NodeItem } from "@/lib/api/node.schema";
import { countNodes, type NodeCounts } from "@/lib/server/read/reference/count-nodes";
import { judgeNodes, passing } from "@/lib/server/read/reference/judge-nodes";
import { pageOf } from "@/lib/server/read/matching";
import { byNumber, byText, collator, sortBy, type Order } from "@/lib/server/read/order";

const failed = byNumber<NodeItem>((node) => node.counts?.failed ?? null);
const missing = byNumber<NodeItem>((node) => node.counts?.missing ?? null);
const pendingReboot = byNumber<NodeItem>((node) => node.counts?.installedPendingReboot ?? null);
const scanned = byText<NodeItem>((node) => node.operationEndTime);
const name = byText<NodeItem>((node) => node.name);
const verdict = byNumber<NodeItem>((node) => verdicts.indexOf(node.verdict));

/** Worst first: verdict, Failed, Missing, pending reboot, oldest scan, name; turned round, name stays last. */
const priority: Order<NodeItem> = (a, b, descending) =>
  verdict(a, b, descending) ||
  failed(a, b, !descending) ||
  missing(a, b, !descending) ||
  pendingReboot(a, b, !descending) ||
  scanned(a, b, descending) ||
  name(a, b, false);

const orders: Record<NodeColumn, Order<NodeItem>> = {
  priority,
  name,
  "instance-id": byText((node) => node.instanceId),
  verdict,
  deadline: byText((node) => node.dueOn),
  overdue: byNumber((node) => node.overdue),
  failed,
  missing,
  "installed-pending-reboot": pendingReboot,
  "installed-rejected": byNumber((node) => node.counts?.installedRejected ?? null),
  "available-security-update": byNumber((node) => node.counts?.availableSecurityUpdate ?? null),
  os: byText((node) => node.platformLabel),
  group: byText((node) => node.patchGroup),
  baseline: byText((node) => node.baselineName ?? node.baselineId),
  account: byText((node) => node.account),
  region: byText((node) => node.region),
  "operation-end-time": scanned,
};

function nodeKey(node: NodeItem): string {
  return `${node.account}/${node.region}/${node.instanceId}`;
}

const byKey: Order<NodeItem> = (a, b) => collator.compare(nodeKey(a), nodeKey(b));

/** What a query selects out of the nodes. */
export interface SelectedNodes extends NodeCounts {
  readonly items: NodeItem[];
  readonly total: number;
}

/** The page of nodes that `query` asks for, how many match in all, and the numbers around them. */
export function selectNodes(nodes: readonly NodeItem[], query: NodesQuery): SelectedNodes {
  const judged = judgeNodes(nodes, query);
  const matching = passing(judged);
  const sorted = sortBy(matching, query.sort, orders, byKey);
  return {
    items: pageOf(sorted, query),
    total: matching.length,
    ...countNodes(nodes, judged, query),
  };
}
