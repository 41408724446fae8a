import "server-only";
import { parseCveId } from "@/lib/domain/cve-id";
import type { CveQuery } from "@/lib/api/cve-query";
import type { CveListItem } from "@/lib/api/cve.schema";
import type { CvesQuery } from "@/lib/api/cves-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { CsvColumn } from "@/lib/server/csv";
import { noCveId } from "@/lib/server/read/read-cve";
import { readCves } from "@/lib/server/read/read-cves";
import type { ReportedRow } from "@/lib/server/read/report-columns";
import {
  inParts,
  readSourcesOf,
  sourceNosOf,
  wholePage,
  type WholeList,
} from "@/lib/server/read/whole-list";
import { scopeFor } from "@/lib/server/read/node-list-scope";
import { findingsOfNodes } from "@/lib/server/read/whole-nodes";
import type { Patience } from "@/lib/server/settled-within";
import { listNodeNosOfCve } from "@/lib/server/store/cves";
import { everyFinding } from "@/lib/server/store/finding-rows";
import { store } from "@/lib/server/store/store";

/** Each row says of how many nodes the answer can speak: a list of CVEs without that looks complete. */
function columnsOf(coverage: {
  readonly nodesReporting: number;
  readonly nodesManaged: number;
}): ReadonlyArray<CsvColumn<CveListItem>> {
  return [
    { name: "Index", value: (_, place) => place },
    { name: "CVE ID", value: ({ cveId }) => cveId },
    { name: "Patch severity", value: ({ severity }) => severity },
    { name: "Operating system", value: ({ operatingSystem }) => operatingSystem },
    { name: "Nodes exposed", value: ({ nodes }) => nodes },
    { name: "Patch count", value: ({ patches }) => patches },
    { name: "KB ID/Patch ID (first three)", value: ({ kbIds }) => kbIds.join(",") },
    { name: "First seen (UTC)", value: ({ firstSeen }) => firstSeen },
    { name: "Nodes reporting CVEs", value: () => coverage.nodesReporting },
    { name: "Nodes managed", value: () => coverage.nodesManaged },
  ];
}

/** The list of CVEs whole. */
export async function readWholeCves(
  viewer: Viewer,
  query: CvesQuery,
  patience: Patience,
): Promise<WholeList<CveListItem>> {
  const list = await readCves(viewer, { ...query, ...wholePage }, patience);
  const { nodesManaged, coverage } = list;
  return {
    name: "cves",
    columns: columnsOf({ nodesManaged, nodesReporting: coverage.nodesReporting }),
    total: list.total,
    ...readSourcesOf(list.sources, query),
    parts: inParts(list.items, (some) => some),
  };
}

/** The nodes on which a CVE is open, a row for each of their own rows that name it. Throws ProblemError `notFound` for what is no CVE id. */
export async function readWholeCveNodes(
  viewer: Viewer,
  id: string,
  query: CveQuery,
  patience: Patience,
): Promise<WholeList<ReportedRow>> {
  const cveId = parseCveId(id);
  if (cveId === null) throw noCveId();
  const scope = await scopeFor(viewer, patience);
  const { database } = await store();
  const nodeNos = await listNodeNosOfCve(database, sourceNosOf(scope.sources, query), cveId);
  const statuses = scope.sources.map(({ status }) => status);
  return findingsOfNodes(database, nodeNos, { ...everyFinding, cveId }, scope, {
    name: `nodes_${cveId}`,
    isNodeAlone: false,
    ...readSourcesOf(statuses, query),
  });
}
