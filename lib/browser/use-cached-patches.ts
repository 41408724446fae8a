import { notifyManager, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import type { NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { Source } from "@/lib/domain/source";
import { nodePatchesQuery } from "./node-patches-query";

/**
 * What the list has fetched for a query, for who stands outside it. It does not observe the query: that would create
 * it before the server's own answer arrives with the page, and the list would fetch what it is being given.
 */
export function useCachedPatches(
  source: Source,
  instanceId: string,
  query: NodePatchesQuery,
): NodePatches | undefined {
  const client = useQueryClient();
  const { queryKey } = nodePatchesQuery(source, instanceId, query);
  const subscribe = useCallback(
    (listener: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(listener)),
    [client],
  );
  return useSyncExternalStore(
    subscribe,
    () => client.getQueryData(queryKey),
    () => undefined,
  );
}
