import type { EffectivePatchColumn } from "@/lib/api/effective-patches-query";
import type { SortPhrase } from "@/lib/browser/sort-words";
import type { WaitingColumn } from "./table-loading";

/** The columns of the effective patches, in their order. */
export const effectiveHeads: readonly WaitingColumn<EffectivePatchColumn>[] = [
  { label: "KB", column: "kb-id", width: 80 },
  { label: "Title", column: "title", width: 80 },
  { label: "Product", column: "product", width: 80 },
  { label: "Classification", column: "classification", width: 80 },
  { label: "Severity", column: "severity", width: 70 },
  { label: "Deployment status", column: "status", width: 70 },
  { label: "Compliance level", column: "compliance-level", width: 60 },
  {
    label: "Approval date",
    column: "approval-date",
    right: true,
    descendingFirst: true,
    width: 70,
  },
  { label: "Release date", column: "release-date", right: true, descendingFirst: true, width: 70 },
];

const dates = { ascending: "oldest first", descending: "newest first" };

export const effectiveSortPhrases: Record<EffectivePatchColumn, SortPhrase> = {
  "kb-id": { name: "KB" },
  title: { name: "title" },
  product: { name: "product" },
  classification: { name: "classification" },
  severity: { name: "severity" },
  status: { name: "deployment status" },
  "compliance-level": { name: "compliance level" },
  "approval-date": { name: "approval date", ...dates },
  "release-date": { name: "release date", ...dates },
};
