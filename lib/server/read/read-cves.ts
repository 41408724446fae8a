import "server-only";
import { parseOperatingSystem } from "@/lib/domain/operating-system";
import type { CveList } from "@/lib/api/cve.schema";
import type { CvesQuery } from "@/lib/api/cves-query";
import { systemWord } from "@/lib/api/nodes-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { toCoverage } from "@/lib/server/read/cve-coverage";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { keptNumbers } from "@/lib/server/read/kept-numbers";
import { scopedSources } from "@/lib/server/read/scoped-sources";
import { toWordFacet } from "@/lib/server/read/word-facet";
import type { Patience } from "@/lib/server/settled-within";
import { listCves } from "@/lib/server/store/list-cves";
import { store } from "@/lib/server/store/store";

const answers = oncePerProcess(
  "cve-lists",
  () => new KeptAnswers<Awaited<ReturnType<typeof listCves>>>(60),
);

/** The CVEs that rows of nodes name, in the sources the viewer may see, and of how many nodes that can be said. */
export async function readCves(
  viewer: Viewer,
  query: CvesQuery,
  patience: Patience,
): Promise<CveList> {
  const { sourceNos, sources, asOf } = await scopedSources(viewer, query, patience);
  const { database } = await store();
  const listed = await answers().answer(query, {
    stateOf: () => stateOfFleet(viewer),
    read: () => listCves(database, { ...query, sourceNos }, query, keptNumbers().cveCoverage),
  });
  const { coverage, nodesManaged } = toCoverage(listed.coverage);
  const valuesOf = (what: (typeof listed.facets)[number]["what"]) =>
    listed.facets.filter((each) => each.what === what);
  return {
    items: listed.cves.map((cve) => ({ ...cve, kbIds: [...cve.kbIds] })),
    total: listed.total,
    totalCves: listed.totalCves,
    nodesManaged,
    facets: {
      severity: toWordFacet(valuesOf("severity")),
      operatingSystem: toWordFacet(valuesOf("operatingSystem"), (value) =>
        systemWord(value === null ? null : parseOperatingSystem(value)),
      ),
    },
    coverage,
    page: query.page,
    size: query.size,
    asOf,
    sources: [...sources],
  };
}
