import type { PatchGroupColumn } from "@/lib/api/patch-groups-query";
import type { SortColumn } from "@/lib/browser/sort-heads";
import type { SortPhrase } from "@/lib/browser/sort-words";

const most = { right: true, descendingFirst: true } as const;

/** The columns of the list of patch groups, in their order. */
export const patchGroupHeads: readonly SortColumn<PatchGroupColumn>[] = [
  { label: "Patch group", column: "group" },
  { label: "Compliant", column: "compliant", ...most },
  { label: "Nodes", column: "nodes", ...most },
  { label: "Non-compliant", column: "non-compliant", ...most },
  { label: "Unknown", column: "unknown", ...most },
  { label: "Critical", column: "critical", ...most },
  { label: "Missing", column: "missing", ...most },
  { label: "Failed", column: "failed", ...most },
  { label: "Reboot", column: "installed-pending-reboot", ...most },
  { label: "Baselines", column: null },
  { label: "Source", column: "account" },
];

const counts = { ascending: "fewest first", descending: "most first" };

export const patchGroupPhrases: Record<PatchGroupColumn, SortPhrase> = {
  group: { name: "patch group" },
  nodes: { name: "nodes", ...counts },
  compliant: { name: "compliant nodes", ...counts },
  "non-compliant": { name: "non-compliant nodes", ...counts },
  unknown: { name: "unknown nodes", ...counts },
  critical: { name: "nodes with critical findings", ...counts },
  missing: { name: "nodes with missing patches", ...counts },
  failed: { name: "nodes with failed patches", ...counts },
  "installed-pending-reboot": { name: "nodes waiting for a reboot", ...counts },
  account: { name: "account" },
  region: { name: "Region" },
};
