import { queryOptions } from "@tanstack/react-query";
import { nodesApi } from "@/lib/api/addresses";
import type { NodeList } from "@/lib/api/node.schema";
import { formatNodesQuery, type NodesQuery } from "@/lib/api/nodes-query";
import { fetchJson } from "./fetch-json";

/** As many nodes as one answer holds. */
export const mostNodes = 500;

/** The nodes of a query, whichever page of them is shown. */
export function matchingNodesQuery(query: NodesQuery) {
  const search = formatNodesQuery({ ...query, page: 1, size: mostNodes });
  return queryOptions({
    queryKey: ["nodes", search] as const,
    queryFn: (asker) => fetchJson<NodeList>(`${nodesApi}?${search}`, asker),
    staleTime: 60_000,
  });
}
