import type { PatchListColumn } from "@/lib/api/patches-query";
import type { SortColumn } from "@/lib/browser/sort-heads";
import type { SortPhrase } from "@/lib/browser/sort-words";

const most = { right: true, descendingFirst: true } as const;

/** The columns of the list of patches, in their order. */
export const patchListHeads: readonly SortColumn<PatchListColumn>[] = [
  { label: "Patch", column: "kb-id" },
  { label: "Severity", column: "severity" },
  { label: "Classification", column: "classification" },
  { label: "Nodes that lack it", column: "lacking", ...most },
  { label: "Missing", column: "missing", ...most },
  { label: "Failed", column: "failed", ...most },
  { label: "Reboot", column: "installed-pending-reboot", ...most },
  { label: "Rejected", column: "installed-rejected", ...most },
  { label: "Sec. update", column: "available-security-update", ...most },
  { label: "Overdue", column: "overdue", ...most },
  { label: "CVEs", column: null, right: true },
  { label: "First seen", column: "first-seen", right: true },
];

const counts = { ascending: "fewest first", descending: "most first" };

export const patchListPhrases: Record<PatchListColumn, SortPhrase> = {
  lacking: { name: "nodes that lack it", ...counts },
  "kb-id": { name: "KB or package" },
  title: { name: "title" },
  severity: { name: "severity", descending: "mildest first" },
  classification: { name: "classification" },
  os: { name: "operating system" },
  missing: { name: "missing", ...counts },
  failed: { name: "failed", ...counts },
  "installed-pending-reboot": { name: "pending reboot", ...counts },
  "installed-rejected": { name: "rejected", ...counts },
  "available-security-update": { name: "available security update", ...counts },
  deadline: { name: "next due", ascending: "first due first", descending: "last due first" },
  overdue: { name: "nodes where it is overdue", ...counts },
  "first-seen": { name: "first seen", ascending: "oldest first", descending: "newest first" },
};
