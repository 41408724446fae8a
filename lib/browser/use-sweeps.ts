import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SweepList } from "@/lib/api/sweep.schema";
import type { SweepsQuery } from "@/lib/api/sweeps-query";
import { toApiProblem, type ApiProblem } from "./api-problem";
import { requestSweep, sweepsKey, sweepsQuery } from "./sweeps-query";

export interface SweepsState {
  /** As last answered: kept when the server can no longer be asked. */
  readonly list: SweepList;
  /** Why `list` is not of this moment; null: it is. */
  readonly problem: ApiProblem | null;
  /** True from asking for a sweep until the list shows it. */
  readonly isAsking: boolean;
  /** Why the last sweep that was asked for was not taken on. */
  readonly refusal: ApiProblem | null;
  readonly ask: () => void;
}

/** The sweeps as they stand, and the way to ask for one. */
export function useSweeps(query: SweepsQuery, initial: SweepList): SweepsState {
  const client = useQueryClient();
  const { data, error } = useQuery(sweepsQuery(query, initial));
  const {
    mutate,
    isPending,
    error: refusal,
  } = useMutation({
    mutationFn: requestSweep,
    // Pending until the list shows it: a button that is free again asks for a second one.
    onSuccess: () => client.invalidateQueries({ queryKey: sweepsKey }),
    networkMode: "always",
  });
  return {
    list: data,
    problem: error === null ? null : toApiProblem(error),
    isAsking: isPending,
    refusal: refusal === null ? null : toApiProblem(refusal),
    ask: () => mutate(),
  };
}
