import "server-only";
import { parseCveId } from "@/lib/domain/cve-id";
import type { CveQuery } from "@/lib/api/cve-query";
import type { CveDetail } from "@/lib/api/cve.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { ProblemError } from "@/lib/server/problem-error";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { toCoverage } from "@/lib/server/read/cve-coverage";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { keptNumbers } from "@/lib/server/read/kept-numbers";
import { toNodeItems } from "@/lib/server/read/node-of-finding";
import { scopedSources } from "@/lib/server/read/scoped-sources";
import type { Patience } from "@/lib/server/settled-within";
import { listNodesOfCve } from "@/lib/server/store/cves";
import { store } from "@/lib/server/store/store";

const answers = oncePerProcess(
  "cves",
  () => new KeptAnswers<Awaited<ReturnType<typeof listNodesOfCve>>>(60),
);

/**
 * Where a CVE is known to be open, in the sources the viewer may see, and of how many nodes that can be said. Any CVE
 * id has an answer: that no row names it is one too. Throws ProblemError `notFound` for what is none.
 */
export async function readCve(
  viewer: Viewer,
  id: string,
  query: CveQuery,
  patience: Patience,
): Promise<CveDetail> {
  const cveId = parseCveId(id);
  if (cveId === null) throw noCveId();
  const { sourceNos, statuses, sources, asOf } = await scopedSources(viewer, query, patience);
  const { database } = await store();
  const found = await answers().answer([cveId, query], {
    stateOf: () => stateOfFleet(viewer),
    read: () => listNodesOfCve(database, sourceNos, cveId, query, keptNumbers().cveCoverage),
  });
  const patches = new Map(found.patches.map((patch) => [patch.patchNo, patch]));
  const nowMs = Date.now();
  return {
    cveId,
    patches: found.patches.map(({ patchNo: _ours, ...patch }) => patch),
    nodes: found.nodes.flatMap(({ node, rows }) =>
      toNodeItems(node, statuses, nowMs).map((item) => ({
        ...item,
        rows: rows.flatMap(({ patchNo, state }) => {
          const patch = patches.get(patchNo);
          return patch ? [{ kbId: patch.kbId, title: patch.title, state }] : [];
        }),
      })),
    ),
    nodesTotal: found.nodesTotal,
    nodesThatDoNotNameIt: found.coverage.nodesReporting - found.nodesReportingIt,
    nodesThatLeft: found.nodesThatLeft,
    ...toCoverage(found.coverage),
    page: query.page,
    size: query.size,
    asOf,
    sources: [...sources],
  };
}

/** For an address that names no CVE. */
export function noCveId(): ProblemError {
  return new ProblemError("notFound", "Not a CVE id (CVE-, a year, and four digits or more).");
}
