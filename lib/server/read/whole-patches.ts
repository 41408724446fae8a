import "server-only";
import { utcDay } from "@/lib/domain/deadline";
import { findingStates } from "@/lib/domain/patch-state";
import type { PatchAddress } from "@/lib/api/patch-address";
import type { PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import type { PatchListItem } from "@/lib/api/patch.schema";
import type { PatchesQuery } from "@/lib/api/patches-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { CsvColumn } from "@/lib/server/csv";
import { judgingDays } from "@/lib/server/read/node-facts";
import { noSuchPatch } from "@/lib/server/read/read-patch";
import { readPatches } from "@/lib/server/read/read-patches";
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
import { listNodeNosOfPatch } from "@/lib/server/store/affected-nodes";
import { everyFinding } from "@/lib/server/store/finding-rows";
import { isKnownPatch } from "@/lib/server/store/nodes-of-patch";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { store } from "@/lib/server/store/store";

const counters = {
  Failed: "failed",
  Missing: "missing",
  InstalledPendingReboot: "installedPendingReboot",
  InstalledRejected: "installedRejected",
  AvailableSecurityUpdate: "availableSecurityUpdate",
} as const;

const columns: ReadonlyArray<CsvColumn<PatchListItem>> = [
  { name: "Index", value: (_, place) => place },
  { name: "KB ID/Patch ID", value: ({ kbId }) => kbId },
  { name: "Patch name", value: ({ title }) => title },
  { name: "Operating system", value: ({ operatingSystem }) => operatingSystem },
  { name: "Patch severity", value: ({ severity }) => severity },
  { name: "Patch classification", value: ({ classification }) => classification },
  { name: "Nodes lacking it", value: ({ nodesLacking }) => nodesLacking },
  { name: "Nodes affected", value: ({ nodesAffected }) => nodesAffected },
  ...findingStates.map((state): CsvColumn<PatchListItem> => ({
    name: `${state} node count`,
    value: ({ nodes }) => nodes[counters[state]],
  })),
  { name: "Nodes of the system read", value: ({ nodesOfSystem }) => nodesOfSystem },
  { name: "CVE ID count", value: ({ cves }) => cves },
  { name: "First seen (UTC)", value: ({ firstSeen }) => firstSeen },
  { name: "Next due (UTC)", value: ({ dueOn }) => dueOn },
  { name: "Nodes overdue", value: ({ nodesOverdue }) => nodesOverdue },
];

/** The list of patches whole. */
export async function readWholePatches(
  viewer: Viewer,
  query: PatchesQuery,
  patience: Patience,
): Promise<WholeList<PatchListItem>> {
  const list = await readPatches(viewer, { ...query, ...wholePage }, patience);
  return {
    name: "patches",
    columns,
    total: list.total,
    ...readSourcesOf(list.sources, query),
    parts: inParts(list.items, (some) => some),
  };
}

/**
 * The nodes that have a patch among their findings, a row for each of their own rows of it. Throws ProblemError
 * `notFound` where none of the viewer's nodes ever had one, and what `noSuchPatch` says while that is not known.
 */
export async function readWholePatchNodes(
  viewer: Viewer,
  address: PatchAddress,
  query: PatchNodesQuery,
  patience: Patience,
): Promise<WholeList<ReportedRow>> {
  const scope = await scopeFor(viewer, patience);
  const { database } = await store();
  const key = {
    ...address,
    today: utcDay(Date.now()),
    deadlineDays: judgingDays().deadlineDays,
    sourceNos: sourceNosOf(scope.sources, query),
    visibleSourceNos: scope.sources.map(({ sourceNo }) => sourceNo),
  };
  const nodeNos = await inSnapshot(database, async (snapshot) => {
    if (!(await isKnownPatch(snapshot, key)))
      throw noSuchPatch(
        address,
        scope.sources.map(({ status }) => status),
      );
    return listNodeNosOfPatch(snapshot, key, query, query.sort);
  });
  const asked = { ...everyFinding, states: query.states, patch: address };
  const statuses = scope.sources.map(({ status }) => status);
  return findingsOfNodes(database, nodeNos, asked, scope, {
    name: `nodes_${address.kbId}`,
    isNodeAlone: false,
    ...readSourcesOf(statuses, query),
  });
}
