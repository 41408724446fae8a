import "server-only";
import { deadlineOf, patchDeadlines, utcDay, deadlineWord } from "@/lib/domain/deadline";
import { parseOperatingSystem } from "@/lib/domain/operating-system";
import { toPatchState } from "@/lib/domain/patch-state";
import { stateWord } from "@/lib/api/node-patches-query";
import { systemWord } from "@/lib/api/nodes-query";
import type { PatchList } from "@/lib/api/patch.schema";
import type { PatchesQuery } from "@/lib/api/patches-query";
import { oneOf } from "@/lib/api/query-reader";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { judgingDays } from "@/lib/server/read/node-facts";
import { toNodesByState } from "@/lib/server/read/nodes-by-state";
import { scopedSources } from "@/lib/server/read/scoped-sources";
import { toWordFacet } from "@/lib/server/read/word-facet";
import type { Patience } from "@/lib/server/settled-within";
import { listPatches, type PatchFacetCount } from "@/lib/server/store/list-patches";
import { store } from "@/lib/server/store/store";

const answers = oncePerProcess(
  "patch-lists",
  () => new KeptAnswers<Awaited<ReturnType<typeof listPatches>>>(60),
);

/** The KBs and packages that are a finding on some node of the sources the viewer may see. */
export async function readPatches(
  viewer: Viewer,
  query: PatchesQuery,
  patience: Patience,
): Promise<PatchList> {
  const { sourceNos, sources, asOf } = await scopedSources(viewer, query, patience);
  const { database } = await store();
  const { deadlineDays } = judgingDays();
  const today = utcDay(Date.now());
  const filter = { ...query, sourceNos, today, deadlineDays };
  const listed = await answers().answer(query, {
    stateOf: () => stateOfFleet(viewer),
    read: () => listPatches(database, filter, query),
  });
  const valuesOf = (what: PatchFacetCount["what"]) =>
    listed.facets.filter((each) => each.what === what);
  return {
    items: listed.patches.map((patch) => ({
      ...patch,
      nodes: toNodesByState(patch.nodes),
      deadline: deadlineOf(patch.dueOn, today),
    })),
    total: listed.total,
    totalPatches: listed.totalPatches,
    totalUnderOtherFilters: listed.totalInAnyState,
    facets: {
      state: toWordFacet(valuesOf("state"), (value) => stateWord(toPatchState(value ?? ""))),
      severity: toWordFacet(valuesOf("severity")),
      classification: toWordFacet(valuesOf("classification")),
      operatingSystem: toWordFacet(valuesOf("operatingSystem"), (value) =>
        systemWord(value === null ? null : parseOperatingSystem(value)),
      ),
      deadline: toWordFacet(valuesOf("deadline"), (value) =>
        deadlineWord(oneOf(patchDeadlines)(value ?? "") ?? "none"),
      ),
    },
    deadlineDays,
    rows: listed.rows,
    page: query.page,
    size: query.size,
    asOf,
    sources: [...sources],
  };
}
