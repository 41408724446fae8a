import type { NodeItem } from "@/lib/api/node.schema";
import type { NodeColumn } from "@/lib/api/nodes-query";
import type { SortPhrase } from "@/lib/browser/sort-words";
import type { FindingState } from "@/lib/domain/patch-state";

interface HeadColumn {
  readonly label: string;
  /** null: not sortable. */
  readonly column: NodeColumn | null;
  readonly numeric?: true;
}

/** The columns of the list, in their order. */
export const headColumns: readonly HeadColumn[] = [
  { label: "Node", column: "name" },
  { label: "Node ID", column: "instance-id" },
  { label: "Verdict", column: "verdict" },
  { label: "Failed", column: "failed", numeric: true },
  { label: "Missing", column: "missing", numeric: true },
  { label: "Reboot", column: "installed-pending-reboot", numeric: true },
  { label: "Rejected", column: "installed-rejected", numeric: true },
  { label: "Operating system", column: "os" },
  { label: "Patch group", column: "group" },
  { label: "Source", column: "account" },
  { label: "Scanned", column: "operation-end-time", numeric: true },
];

interface CountColumn {
  readonly key: keyof NonNullable<NodeItem["counts"]>;
  /** What the number's link shows on the node's page. */
  readonly state: FindingState;
  /** The word that stands behind the number on a narrow screen. */
  readonly unit: string;
}

export const countColumns: readonly CountColumn[] = [
  { key: "failed", state: "Failed", unit: "failed" },
  { key: "missing", state: "Missing", unit: "missing" },
  { key: "installedPendingReboot", state: "InstalledPendingReboot", unit: "to reboot" },
  { key: "installedRejected", state: "InstalledRejected", unit: "rejected" },
];

const most = { ascending: "fewest first", descending: "most first" };

export const nodeSortPhrases: Record<NodeColumn, SortPhrase> = {
  priority: {
    name: "failed, missing, pending reboot, then oldest scan",
    descending: "least urgent first",
  },
  name: { name: "name" },
  "instance-id": { name: "node ID" },
  verdict: { name: "verdict" },
  failed: { name: "failed", ...most },
  missing: { name: "missing", ...most },
  "installed-pending-reboot": { name: "pending reboot", ...most },
  "installed-rejected": { name: "rejected", ...most },
  "available-security-update": { name: "security updates", ...most },
  os: { name: "operating system" },
  group: { name: "patch group" },
  baseline: { name: "patch baseline" },
  account: { name: "account" },
  region: { name: "Region" },
  "operation-end-time": { name: "scan", ascending: "oldest first", descending: "newest first" },
};
