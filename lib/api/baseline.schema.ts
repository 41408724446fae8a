import { z } from "zod";
import { baselineOwners } from "@/lib/domain/patch-baseline";
import { verdicts } from "@/lib/domain/verdict";
import { listFrame } from "@/lib/api/node.schema";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const time = z.iso.datetime().nullable();
const words = z.string().nullable();
const texts = z.array(z.string()).readonly();
/** null while the nodes that it counts have not been read; 0 is none. */
const nodeCount = z.number().int().nonnegative().nullable();

const identity = {
  account: z.string(),
  region: z.string(),
  /** The name the configuration gives the account. */
  alias: words,
  /** Short `pb-…` id. */
  baselineId: z.string(),
  arn: z.string(),
  name: words,
  description: words,
  /** AWS's word; kept as it came where it is not one we know. */
  operatingSystem: words,
  owner: z.enum(baselineOwners),
  /** The one that nodes without another use, one for each operating system. */
  defaultBaseline: z.boolean(),
  /** Nodes that used it in their last operation, by the node's own word. */
  nodesUsing: nodeCount,
};

/** A baseline as the list shows it. */
export const baselineItemSchema = z.object({
  ...identity,
  /** Of the nodes using it. */
  nonCompliant: nodeCount,
  /** Only of own baselines, and only once read (see `patchGroups`). */
  modifiedDate: time,
  /** null: not read, as always for AWS's; empty: it has none. */
  patchGroups: texts.nullable(),
  /** The longest delay of its rules in days; null: not read, or no rule has one. */
  longestApproveAfterDays: z.number().int().nullable(),
  readAt: z.iso.datetime(),
});

export type BaselineItem = z.infer<typeof baselineItemSchema>;

const byUse = z.object({
  used: z.number().int(),
  unused: z.number().int(),
  /** Their source's nodes have not been read. */
  unknown: z.number().int(),
});

export const baselineListSchema = z.object({
  ...listFrame,
  items: z.array(baselineItemSchema),
  /** Under every filter but the owner. */
  countsByOwner: z.record(z.enum(baselineOwners), z.number().int()),
  /** Under every filter but `used`, by owner: `countsByUse.aws.unused` is what a page may fold away. */
  countsByUse: z.record(z.enum(baselineOwners), byUse),
  /** How the reading of each source's nodes stands, which `nodesUsing` is counted from. */
  nodeSources: z.array(sourceStatusSchema),
  /** False while own baselines' dates and patch groups are still being read. */
  complete: z.boolean(),
});

export type BaselineList = z.infer<typeof baselineListSchema>;

const filterGroup = z.object({
  patchFilters: z.array(z.object({ key: z.string(), values: texts })).readonly(),
});

const approvalRule = z.object({
  patchFilterGroup: filterGroup,
  complianceLevel: words,
  approveAfterDays: z.number().int().nullable(),
  approveUntilDate: words,
  enableNonSecurity: z.boolean().nullable(),
});

/** Nodes that used the baseline, by the patch group they reported. */
const groupUsing = z.object({
  /** null: nodes without a patch group. */
  group: words,
  nodes: z.number().int(),
  nonCompliant: z.number().int(),
  /** Patches over those nodes that report the counter; null where none does. */
  missing: z.number().int().nullable(),
  failed: z.number().int().nullable(),
});

export type PatchGroupUsing = z.infer<typeof groupUsing>;

/** One baseline: GetPatchBaseline's members, and the nodes that used it in their last operation. */
export const baselineDetailSchema = z.object({
  ...identity,
  /** null where the source's baselines could not be listed. */
  defaultBaseline: z.boolean().nullable(),
  globalFilters: filterGroup,
  approvalRules: z.object({ patchRules: z.array(approvalRule).readonly() }),
  approvedPatches: texts,
  approvedPatchesComplianceLevel: words,
  approvedPatchesEnableNonSecurity: z.boolean().nullable(),
  rejectedPatches: texts,
  rejectedPatchesAction: words,
  /** Registered with it; nodes may use it through others, or through none. */
  patchGroups: texts,
  sources: z.array(z.object({ name: words, products: texts, configuration: words })).readonly(),
  availableSecurityUpdatesComplianceStatus: words,
  createdDate: time,
  modifiedDate: time,
  countsByVerdict: z.record(z.enum(verdicts), z.number().int()).nullable(),
  patchGroupsUsing: z.array(groupUsing).nullable(),
  /** Nodes using it with a patch installed that it rejects. */
  rejectedStillInstalled: nodeCount,
  /** Nodes whose last operation ended before the baseline was modified: their result is that of older rules. */
  scannedBeforeModified: nodeCount,
  /** How the reading of the source's nodes stands, which the counts above come from. */
  nodeSource: sourceStatusSchema,
  /** How the reading of this baseline stands: with an error it is older than its source's others could be. */
  baselineSource: sourceStatusSchema,
  readAt: z.iso.datetime(),
  /** GetPatchBaseline's answer under AWS's own names, configurations redacted. */
  raw: z.record(z.string(), z.unknown()),
});

export type BaselineDetail = z.infer<typeof baselineDetailSchema>;
