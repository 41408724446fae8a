import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { formatNodePatchesQuery, type NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { Source } from "@/lib/domain/source";
import { toApiProblem, type ApiProblem } from "./api-problem";
import { nodePatchesQuery } from "./node-patches-query";
import { startPatchReading, usePatchReading, type PatchReading } from "./patch-reading";

/** An answer this much newer than the last reading is news: what is missing then is read once more. */
const newsMs = 30_000;

/** The `state` parameter of a query: what a reading is asked for. */
export function statesOf(query: NodePatchesQuery): string {
  return new URLSearchParams(formatNodePatchesQuery(query)).get("state") ?? "all";
}

export interface NodePatchesState {
  readonly data: NodePatches | undefined;
  /** True while `data` still answers the query before this one. */
  readonly isOutdated: boolean;
  readonly problem: ApiProblem | null;
  readonly reading: PatchReading;
  readonly tryAgain: () => void;
  readonly readNow: () => void;
}

/** A node's patches under a query; what the server's store lacks is read from SSM, with its progress. */
export function useNodePatches(
  source: Source,
  instanceId: string,
  query: NodePatchesQuery,
): NodePatchesState {
  const client = useQueryClient();
  const { data, error, isPlaceholderData, dataUpdatedAt, refetch } = useQuery(
    nodePatchesQuery(source, instanceId, query),
  );
  const states = statesOf(query);
  const { account, region } = source;
  const reading = usePatchReading({ source, instanceId, states });

  const isPartial = data !== undefined && !isPlaceholderData && !data.complete;
  const isDue =
    reading.status === "idle" ||
    (reading.status === "done" && dataUpdatedAt > reading.finishedAtMs + newsMs);
  useEffect(() => {
    if (!isPartial || !isDue) return;
    void startPatchReading({ source: { account, region }, instanceId, states }, client);
  }, [isPartial, isDue, account, region, instanceId, states, client]);

  return {
    data,
    isOutdated: isPlaceholderData,
    problem: error === null ? null : toApiProblem(error),
    reading,
    tryAgain: () => void refetch(),
    readNow: () => void startPatchReading({ source, instanceId, states }, client),
  };
}
