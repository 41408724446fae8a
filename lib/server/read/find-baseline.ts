import "server-only";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { Kept } from "@/lib/server/kept-reading";
import {
  toBaselinePlace,
  toListedPlace,
  type BaselinePlace,
} from "@/lib/server/read/baseline-facts";
import { askBaseline } from "@/lib/server/read/kept-baselines";
import { searchSources, type SearchedSources } from "@/lib/server/read/search-sources";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { listBaselinesOfId } from "@/lib/server/store/stored-baselines";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** Where a baseline id is known, where it was looked for, and which of those could not say. */
export interface FoundBaselines extends Pick<SearchedSources<never>, "searched" | "unread"> {
  readonly baselines: readonly BaselinePlace[];
}

const nowhere = "noSuchBaseline";

type Found = BaselinePlace | typeof nowhere;

/** What SSM says of a baseline that no listing in the store has. */
async function askSource(
  opened: OpenedSource,
  baselineId: string,
  patience: Patience,
): Promise<Kept<Found>> {
  const { database } = await store();
  const kept = await askBaseline(database, opened, baselineId, patience);
  const { value } = kept;
  if (value === null || value === nowhere) return { ...kept, value };
  return { ...kept, value: toBaselinePlace(opened, value) };
}

/**
 * Looks a short baseline id up in every source the viewer may see: in the store's listings, and where none has it, in
 * SSM. One of AWS's is in each account of its Region.
 */
export async function findBaseline(
  viewer: Viewer,
  baselineId: string,
  patience: Patience,
): Promise<FoundBaselines> {
  const { database } = await store();
  const seen = new Set((await sourcesFor(viewer)).map(({ sourceNo }) => sourceNo));
  const stored = (await listBaselinesOfId(database, baselineId)).filter(({ sourceNo }) =>
    seen.has(sourceNo),
  );
  const { asked, searched, unread } = await searchSources<Found>(viewer, async (opened) => {
    if (stored.length === 0) return askSource(opened, baselineId, patience);
    const own = stored.find(({ sourceNo }) => sourceNo === opened.sourceNo);
    const value = own === undefined ? nowhere : toListedPlace(opened, own.identity);
    return { value, readAt: own?.readAt ?? null, reading: false, failure: null };
  });
  return {
    baselines: asked.flatMap(({ kept: { value } }) =>
      value === null || value === nowhere ? [] : [value],
    ),
    searched,
    unread,
  };
}
