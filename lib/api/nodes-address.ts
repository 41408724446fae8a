import { nodesPage } from "@/lib/api/addresses";
import { formatNodesQuery, type NodesQuery } from "@/lib/api/nodes-query";
import { formatQuery } from "@/lib/api/query-reader";

export type NodesAddress = typeof nodesPage | `${typeof nodesPage}?${string}`;

/** The node list under a query. */
export function nodesAddress(query: NodesQuery): NodesAddress {
  const search = formatNodesQuery(query);
  return search === "" ? nodesPage : `${nodesPage}?${search}`;
}

/** The node list of one account, or of one of its Regions. */
export function scopeAddress(account: string, region?: string): string {
  return `${nodesPage}?${formatQuery([
    ["account", account],
    ["region", region ?? null],
  ])}`;
}
