import type { BaselineColumn } from "@/lib/api/baselines-query";
import type { SortPhrase } from "@/lib/browser/sort-words";
import type { WaitingColumn } from "./table-loading";

/** The columns of the list, in their order. */
export const baselineHeads: readonly WaitingColumn<BaselineColumn>[] = [
  { label: "Name", column: "name", width: 80 },
  { label: "Owner", column: "owner", width: 60 },
  { label: "Operating system", column: "os", width: 70 },
  { label: "Default", column: "default", width: 30 },
  { label: "Nodes using it", column: "nodes-using", right: true, descendingFirst: true, width: 30 },
  {
    label: "Non-compliant",
    column: "non-compliant",
    right: true,
    descendingFirst: true,
    width: 30,
  },
  { label: "Patch groups", column: null, width: 70 },
  { label: "Source", column: "account", width: 70 },
  { label: "Baseline ID", column: "baseline-id", width: 90 },
  { label: "Modified", column: "modified-date", right: true, descendingFirst: true, width: 60 },
];

const most = { ascending: "fewest first", descending: "most first" };

export const baselineSortPhrases: Record<BaselineColumn, SortPhrase> = {
  owner: { name: "owner", ascending: "own first", descending: "AWS’s first" },
  name: { name: "name" },
  "baseline-id": { name: "baseline ID" },
  os: { name: "operating system" },
  default: { name: "default", ascending: "defaults first", descending: "others first" },
  "nodes-using": { name: "nodes using it", ...most },
  "non-compliant": { name: "non-compliant", ...most },
  "approve-after-days": {
    name: "longest delay",
    ascending: "shortest first",
    descending: "longest first",
  },
  "modified-date": { name: "modified", ascending: "oldest first", descending: "newest first" },
  account: { name: "account" },
  region: { name: "Region" },
};
