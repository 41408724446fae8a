import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { nodePatchesApi } from "@/lib/api/addresses";
import { formatNodePatchesQuery, type NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { Source } from "@/lib/domain/source";
import { fetchJson } from "./fetch-json";

/** The key of everything known of a node's patches, whatever the filters. */
export function nodePatchesKey(source: Source, instanceId: string) {
  return ["node-patches", source.account, source.region, instanceId] as const;
}

/** A node's patches under one query; the rows of the last query stay until these arrive. */
export function nodePatchesQuery(source: Source, instanceId: string, query: NodePatchesQuery) {
  const node = nodePatchesKey(source, instanceId);
  const search = formatNodePatchesQuery(query);
  return queryOptions({
    queryKey: [...node, search] as const,
    queryFn: (asker) =>
      fetchJson<NodePatches>(`${nodePatchesApi(source, instanceId)}?${search}`, asker, {
        accept: "application/json",
        // Longer than this, and the page shows the reading's progress instead.
        prefer: "wait=1",
      }),
    placeholderData: (previous, previousQuery) =>
      node.every((part, i) => previousQuery?.queryKey[i] === part)
        ? keepPreviousData(previous)
        : undefined,
  });
}
