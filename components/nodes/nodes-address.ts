import { nodesPage } from "@/lib/api/addresses";
import { formatNodesQuery, type NodesQuery } from "@/lib/api/nodes-query";

/** The node list under a query. */
export function nodesAddress(query: NodesQuery): string {
  const search = formatNodesQuery(query);
  return search === "" ? nodesPage : `${nodesPage}?${search}`;
}

/** The node list of one account, or of one of its Regions. */
export function scopeAddress(account: string, region?: string): string {
  const search = new URLSearchParams(region === undefined ? { account } : { account, region });
  return `${nodesPage}?${search}`;
}
