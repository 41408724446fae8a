import "server-only";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import type { NodeColumn, NodesQuery } from "@/lib/api/nodes-query";
import type { NodeItem } from "@/lib/api/node.schema";
import { holdsText, isIn, pageOf } from "@/lib/server/read/matching";
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

/** Every filter but the verdict. */
function matches(node: NodeItem, query: NodesQuery): boolean {
  const platform = node.platformType?.toLowerCase() ?? null;
  const fields = [node.name, node.instanceId, node.computerName, node.ipAddress];
  return (
    isIn(query.freshnesses, node.freshness) &&
    isIn(query.operatingSystems, node.operatingSystem) &&
    isIn<string>(query.platforms, platform) &&
    isIn(query.groups, node.patchGroup ?? "none") &&
    isIn(query.baselines, node.baselineId) &&
    isIn(query.accounts, node.account) &&
    isIn(query.regions, node.region) &&
    holdsText(query.q, fields)
  );
}

/** What a query selects out of the nodes. */
export interface SelectedNodes {
  readonly items: NodeItem[];
  readonly total: number;
  readonly countsByVerdict: Record<Verdict, number>;
}

/** The page of nodes that `query` asks for, how many match in all, and how they divide by verdict. */
export function selectNodes(nodes: readonly NodeItem[], query: NodesQuery): SelectedNodes {
  const ofAnyVerdict = nodes.filter((node) => matches(node, query));
  const matching = ofAnyVerdict.filter((node) => isIn(query.verdicts, node.verdict));
  const sorted = sortBy(matching, query.sort, orders, byKey);
  const count = (verdict: Verdict) =>
    ofAnyVerdict.filter((node) => node.verdict === verdict).length;
  return {
    items: pageOf(sorted, query),
    total: matching.length,
    countsByVerdict: {
      nonCompliant: count("nonCompliant"),
      unknown: count("unknown"),
      compliant: count("compliant"),
    },
  };
}
