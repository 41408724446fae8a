import "server-only";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";

/** The sources that the viewer may see and the query asks for. */
export interface ReadScope {
  readonly sourceNos: readonly number[];
  readonly sources: readonly SourceStatus[];
  readonly byNumber: ReadonlyMap<number, SourceStatus>;
  /** The oldest reading; null before the first. */
  readonly asOf: string | null;
}

/** How the sources in scope stand, after waiting as long as `patience` allows for those never read before. */
export async function readScope(
  viewer: Viewer,
  { accounts, regions }: Pick<OverviewQuery, "accounts" | "regions">,
  patience: Patience,
): Promise<ReadScope> {
  const opened = (await sourcesFor(viewer)).filter(
    ({ source }) =>
      (accounts?.includes(source.account) ?? true) && (regions?.includes(source.region) ?? true),
  );
  const readings = await readSources(opened, patience);
  const byNumber = new Map(readings.map(({ state, status }) => [state.sourceNo, status]));
  const sources = [...byNumber.values()];
  return {
    sourceNos: [...byNumber.keys()],
    sources,
    byNumber,
    asOf: sources.flatMap(({ readAt }) => readAt ?? []).toSorted()[0] ?? null,
  };
}
