import "server-only";
import { parseCveId } from "@/lib/domain/cve-id";
import { mostCveNodes, type CveQuery } from "@/lib/api/cve-query";
import type { Cve } from "@/lib/api/cve.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { ProblemError } from "@/lib/server/problem-error";
import { toNodeItem } from "@/lib/server/read/node-facts";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { listNodesOfCve, type NodeOfCve, type PatchOfCve } from "@/lib/server/store/cves";
import { store } from "@/lib/server/store/store";

/**
 * Where a CVE is known to be open, and of how many nodes that can be said. A CVE that no row names is an answer like
 * any other. Throws ProblemError `notFound` for what is no CVE id.
 */
export async function readCve(
  viewer: Viewer,
  id: string,
  { page }: CveQuery,
  patience: Patience,
): Promise<Cve> {
  const cveId = parseCveId(id);
  if (cveId === null) {
    throw new ProblemError("notFound", "Not a CVE id (CVE-, a year, and four digits or more).");
  }
  const readings = await readSources(await sourcesFor(viewer), patience);
  const statuses = new Map(readings.map(({ state, status }) => [state.sourceNo, status]));
  const { database } = await store();
  const part = { page, size: mostCveNodes };
  const found = await listNodesOfCve(database, [...statuses.keys()], cveId, part);
  const patches = new Map(found.patches.map((patch) => [patch.patchNo, patch]));
  const nowMs = Date.now();
  const readAts = readings.flatMap(({ status }) => status.readAt ?? []);
  return {
    cveId,
    patches: [...found.patches],
    nodes: found.nodes.flatMap(({ node, rows }) => {
      const status = statuses.get(node.sourceNo);
      if (status === undefined) return [];
      const { account, region, alias } = status;
      const facts = { ...node, source: { account, region }, alias, baselineName: null };
      return [{ ...toNodeItem(facts, nowMs), patches: toRows(rows, patches) }];
    }),
    nodesTotal: found.nodesTotal,
    ...part,
    nodesThatLeft: found.nodesThatLeft,
    coverage: found.coverage,
    asOf: readAts.toSorted()[0] ?? null,
    sources: readings.map(({ status }) => status),
  };
}

function toRows(rows: NodeOfCve["rows"], patches: ReadonlyMap<number, PatchOfCve>) {
  return rows.flatMap(({ patchNo, state }) => {
    const patch = patches.get(patchNo);
    return patch ? [{ kbId: patch.kbId, title: patch.title, state }] : [];
  });
}
