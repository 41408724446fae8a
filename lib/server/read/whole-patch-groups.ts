import "server-only";
import type { PatchGroupItem } from "@/lib/api/patch-group.schema";
import type { PatchGroupsQuery } from "@/lib/api/patch-groups-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { CsvColumn } from "@/lib/server/csv";
import { readPatchGroups } from "@/lib/server/read/read-patch-groups";
import {
  inParts,
  readSourcesOf,
  sourceCell,
  wholePage,
  type WholeList,
} from "@/lib/server/read/whole-list";
import type { Patience } from "@/lib/server/settled-within";

/** The list of patch groups whole; every number is of nodes. */
export async function readWholePatchGroups(
  viewer: Viewer,
  query: PatchGroupsQuery,
  patience: Patience,
): Promise<WholeList<PatchGroupItem>> {
  const list = await readPatchGroups(viewer, { ...query, ...wholePage }, patience);
  const baselineIds = ({ baselines }: PatchGroupItem, registered: boolean) =>
    baselines
      .filter((each) => (registered ? each.registered : each.nodes > 0))
      .map(({ baselineId }) => baselineId)
      .join(",");
  const columns: ReadonlyArray<CsvColumn<PatchGroupItem>> = [
    { name: "Index", value: (_, place) => place },
    { name: "Patch group", value: ({ group }) => group },
    { name: "Registered", value: ({ registered }) => (registered ? "yes" : "no") },
    { name: "Nodes", value: ({ nodes }) => nodes },
    { name: "Compliant nodes", value: (each) => each.countsByVerdict.compliant },
    { name: "Non-compliant nodes", value: (each) => each.countsByVerdict.nonCompliant },
    { name: "Unknown nodes", value: (each) => each.countsByVerdict.unknown },
    { name: "Nodes with critical findings", value: ({ critical }) => critical },
    { name: "Nodes with Missing", value: ({ missing }) => missing },
    { name: "Nodes with Failed", value: ({ failed }) => failed },
    { name: "Nodes with InstalledPendingReboot", value: (each) => each.installedPendingReboot },
    { name: "Baselines registered", value: (each) => baselineIds(each, true) },
    { name: "Baselines used", value: (each) => baselineIds(each, false) },
    { name: "Account", value: ({ account }) => account },
    { name: "Region", value: ({ region }) => region },
    { name: "Source status", value: sourceCell(list.sources) },
  ];
  return {
    name: "patch-groups",
    columns,
    total: list.total,
    ...readSourcesOf(list.sources, query),
    parts: inParts(list.items, (some) => some),
  };
}
