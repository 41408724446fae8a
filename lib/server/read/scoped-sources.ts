import "server-only";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";

/** Which of the viewer's sources a view is narrowed to; a null list is every one. */
interface AskedSources {
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** The sources of a view. */
export interface ScopedSources {
  /** Those whose nodes are counted. */
  readonly sourceNos: readonly number[];
  /** How the reading of each source that the viewer may see stands. */
  readonly statuses: ReadonlyMap<number, SourceStatus>;
  readonly sources: readonly SourceStatus[];
  /** The oldest reading among them; null before the first. */
  readonly asOf: string | null;
}

/** The sources that the viewer may see, and which of them a view counts. */
export async function scopedSources(
  viewer: Viewer,
  { accounts, regions }: AskedSources,
  patience: Patience,
): Promise<ScopedSources> {
  const readings = await readSources(await sourcesFor(viewer), patience);
  const asked = readings.filter(
    ({ status: { account, region } }) =>
      (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true),
  );
  const sources = readings.map(({ status }) => status);
  return {
    sourceNos: asked.map(({ state }) => state.sourceNo),
    statuses: new Map(readings.map(({ state, status }) => [state.sourceNo, status])),
    sources,
    asOf: sources.flatMap(({ readAt }) => readAt ?? []).toSorted()[0] ?? null,
  };
}
