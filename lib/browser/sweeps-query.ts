import { queryOptions } from "@tanstack/react-query";
import { sweepApi, sweepsApi } from "@/lib/api/addresses";
import type { SweepDetail, SweepList, SweepRequested } from "@/lib/api/sweep.schema";
import { formatSweepsQuery, type SweepsQuery } from "@/lib/api/sweeps-query";
import { fetchAnswer, fetchJson, trustedJson } from "./fetch-json";

/** The key of everything known of sweeps. */
export const sweepsKey = ["sweeps"] as const;

/** How often one that runs is looked at: the store knows more about once a second. */
const runningMs = 1_500;
/** A sweep that another began, or the schedule, shows by itself. */
const idleMs = 15_000;

function isUnderWay(list: SweepList | undefined): boolean {
  return list !== undefined && (list.waiting !== null || list.latest?.status === "running");
}

/** The sweeps of a query, asked for again as long as somebody looks. It costs SSM no call. */
export function sweepsQuery(query: SweepsQuery, initialData: SweepList) {
  const search = formatSweepsQuery(query);
  return queryOptions({
    queryKey: [...sweepsKey, "list", search] as const,
    queryFn: (asker) => fetchJson<SweepList>(`${sweepsApi}?${search}`, asker),
    initialData,
    refetchOnMount: false,
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? runningMs : idleMs),
  });
}

/** One sweep with what could not be read in it, asked for again until it has ended. */
export function sweepQuery(initialData: SweepDetail) {
  return queryOptions({
    queryKey: [...sweepsKey, "one", initialData.id] as const,
    queryFn: (asker) => fetchJson<SweepDetail>(sweepApi(initialData.id), asker),
    initialData,
    refetchOnMount: false,
    refetchInterval: ({ state }) => (state.data?.endedAt === null ? runningMs : false),
  });
}

/** Asks for a sweep. Throws ApiProblem. */
export async function requestSweep(): Promise<SweepRequested> {
  const response = await fetchAnswer(sweepsApi, { method: "POST" });
  return trustedJson<SweepRequested>(await response.text());
}
