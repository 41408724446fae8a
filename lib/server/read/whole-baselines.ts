import "server-only";
import type { Source } from "@/lib/domain/source";
import type { BaselineItem } from "@/lib/api/baseline.schema";
import type { BaselinesQuery } from "@/lib/api/baselines-query";
import type { EffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import type { EffectivePatchItem } from "@/lib/api/effective-patches.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { CsvColumn } from "@/lib/server/csv";
import { ProblemError } from "@/lib/server/problem-error";
import { readBaselines } from "@/lib/server/read/read-baselines";
import { readEffectivePatches } from "@/lib/server/read/read-effective-patches";
import {
  inParts,
  readSourcesOf,
  sourceCell,
  stillRead,
  wholePage,
  type WholeList,
} from "@/lib/server/read/whole-list";
import type { Patience } from "@/lib/server/settled-within";

/** The list of baselines whole. Throws ProblemError `awsTimeout` while own baselines are still being read. */
export async function readWholeBaselines(
  viewer: Viewer,
  query: BaselinesQuery,
  patience: Patience,
): Promise<WholeList<BaselineItem>> {
  const list = await readBaselines(viewer, { ...query, ...wholePage }, patience);
  if (!list.complete) throw stillRead("The baselines");
  const read = readSourcesOf(list.sources, query);
  const standing = sourceCell(list.sources);
  const columns: ReadonlyArray<CsvColumn<BaselineItem>> = [
    { name: "Index", value: (_, place) => place },
    { name: "Baseline ID", value: ({ baselineId }) => baselineId },
    { name: "Baseline name", value: ({ name }) => name },
    { name: "Owner", value: ({ owner }) => owner },
    { name: "Operating system", value: ({ operatingSystem }) => operatingSystem },
    { name: "Default", value: ({ defaultBaseline }) => (defaultBaseline ? "yes" : "no") },
    { name: "Nodes using it", value: ({ nodesUsing }) => nodesUsing },
    { name: "Non-compliant", value: ({ nonCompliant }) => nonCompliant },
    { name: "Patch groups", value: ({ patchGroups }) => patchGroups?.join(", ") ?? null },
    { name: "Longest delay in days", value: (each) => each.longestApproveAfterDays },
    { name: "Modified (UTC)", value: ({ modifiedDate }) => modifiedDate },
    { name: "Description", value: ({ description }) => description },
    { name: "ARN", value: ({ arn }) => arn },
    { name: "Account", value: ({ account }) => account },
    { name: "Region", value: ({ region }) => region },
    { name: "Fetched (UTC)", value: ({ readAt }) => readAt },
    { name: "Source status", value: standing },
  ];
  return {
    name: "baselines",
    columns,
    total: list.total,
    ...read,
    parts: inParts(list.items, (some) => some),
  };
}

const effectiveColumns: ReadonlyArray<CsvColumn<EffectivePatchItem>> = [
  { name: "Index", value: (_, place) => place },
  { name: "KB ID/Patch ID", value: ({ kbId }) => kbId },
  { name: "Patch name", value: ({ title }) => title },
  { name: "Product", value: ({ product }) => product },
  { name: "Product family", value: ({ productFamily }) => productFamily },
  { name: "Patch classification", value: ({ classification }) => classification },
  { name: "Patch severity", value: ({ severity }) => severity },
  { name: "Deployment status", value: ({ deploymentStatus }) => deploymentStatus },
  { name: "Compliance level", value: ({ complianceLevel }) => complianceLevel },
  { name: "Approval date (UTC)", value: ({ approvalDate }) => approvalDate },
  { name: "Release date (UTC)", value: ({ releaseDate }) => releaseDate },
  { name: "Content URL", value: ({ contentUrl }) => contentUrl },
  { name: "Patch ID", value: ({ id }) => id },
];

/**
 * A Windows baseline's effective patches whole. Throws ProblemError `awsTimeout` while they are still being read, and
 * `notFound` for a baseline of which AWS lists none.
 */
export async function readWholeEffectivePatches(
  viewer: Viewer,
  source: Source,
  baselineId: string,
  query: EffectivePatchesQuery,
  patience: Patience,
): Promise<WholeList<EffectivePatchItem>> {
  const whole = { ...query, ...wholePage };
  const list = await readEffectivePatches(viewer, source, baselineId, whole, patience);
  if (list.availability === "windowsOnly") {
    throw new ProblemError("notFound", "AWS lists effective patches of Windows baselines only.");
  }
  if (!list.complete) throw stillRead("The effective patches");
  return {
    name: `effective-patches_${baselineId}`,
    columns: effectiveColumns,
    total: list.total,
    ...readSourcesOf(list.sources),
    parts: inParts(list.items, (some) => some),
  };
}
