import "server-only";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toBaselinePlace, type BaselinePlace } from "@/lib/server/read/baseline-facts";
import { baselineReading } from "@/lib/server/read/kept-baselines";
import { searchSources, type SearchedSources } from "@/lib/server/read/search-sources";
import type { Patience } from "@/lib/server/settled-within";

/** Where a baseline id is known, where it was looked for, and which of those could not say. */
export interface FoundBaselines extends Pick<SearchedSources<never>, "searched" | "unread"> {
  readonly baselines: readonly BaselinePlace[];
}

/** Looks a short baseline id up in every source the viewer may see; one of AWS's is in each account of its Region. */
export async function findBaseline(
  viewer: Viewer,
  baselineId: string,
  patience: Patience,
): Promise<FoundBaselines> {
  const { asked, searched, unread } = await searchSources(viewer, (opened) =>
    baselineReading(opened, baselineId).ask(patience),
  );
  return {
    baselines: asked.flatMap(({ opened, kept: { value } }) =>
      value === null || value === "noSuchBaseline" ? [] : [toBaselinePlace(opened, value)],
    ),
    searched,
    unread,
  };
}
