import type { PatchNodeColumn } from "@/lib/api/patch-nodes-query";
import type { SortColumn } from "@/lib/browser/sort-heads";
import type { SortPhrase } from "@/lib/browser/sort-words";

/** The columns of a patch's nodes, in their order. */
export const patchNodeHeads: readonly SortColumn<PatchNodeColumn>[] = [
  { label: "Node", column: "name" },
  { label: "Node ID", column: null },
  { label: "State", column: "state" },
  { label: "Build", column: null },
  { label: "Operating system", column: "os" },
  { label: "Patch group", column: "group" },
  { label: "Source", column: "account" },
  { label: "First seen", column: "first-seen", right: true },
  { label: "Due", column: "deadline", right: true },
  { label: "Scanned", column: "operation-end-time", right: true },
];

const times = { ascending: "oldest first", descending: "newest first" };

export const patchNodePhrases: Record<PatchNodeColumn, SortPhrase> = {
  state: { name: "state" },
  name: { name: "node" },
  os: { name: "operating system" },
  group: { name: "patch group" },
  account: { name: "account" },
  region: { name: "Region" },
  deadline: { name: "due", ascending: "first due first", descending: "last due first" },
  "first-seen": { name: "first seen", ...times },
  "operation-end-time": { name: "scanned", ...times },
};
