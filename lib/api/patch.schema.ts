import { z } from "zod";
import { operatingSystems } from "@/lib/domain/operating-system";
import { findingStates } from "@/lib/domain/patch-state";
import { dueOn, findingDeadline, patchDeadline } from "@/lib/api/finding-deadline.schema";
import { facetSchema } from "@/lib/api/facet.schema";
import { deadlineDaysSchema, listFrame, nodeSchema } from "@/lib/api/node.schema";

const count = z.number().int().nonnegative();
const words = z.string().nullable();
const time = z.iso.datetime().nullable();

/** Nodes with at least one row of the patch in each state: a node may hold one KB or package twice. */
const nodesByState = z.object({
  missing: count,
  failed: count,
  installedPendingReboot: count,
  installedRejected: count,
  availableSecurityUpdate: count,
});

export type NodesByState = z.infer<typeof nodesByState>;

/** What the numbers rest on: nodes of the scope, and those whose rows are held. */
const rowsHeld = z.object({
  /** Managed nodes of the sources in scope. */
  nodes: count,
  /** Nodes whose rows Patchboard holds. */
  nodesRead: count,
  /** Of those, nodes whose rows are older than their last operation. */
  nodesOutdated: count,
  /** Nodes without any result. */
  nodesWithoutResult: count,
});

export type RowsHeld = z.infer<typeof rowsHeld>;

/** One KB or package of one operating system that is a finding on some node. */
export const patchListItemSchema = z.object({
  operatingSystem: z.enum(operatingSystems).nullable(),
  kbId: z.string(),
  /** Of several builds, those of the one that its vendor calls worst, and of these the newest. */
  title: words,
  severity: words,
  classification: words,
  nodes: nodesByState,
  /** Nodes where it is missing or failed. */
  nodesLacking: count,
  /** Nodes that have it among their findings. */
  nodesAffected: count,
  /** Nodes of the operating system whose rows are held. */
  nodesOfSystem: count,
  /** Distinct CVE ids that Missing and Failed rows name; 0 is never "no CVEs". */
  cves: count,
  /** When the oldest finding that is still open was first seen by Patchboard. */
  firstSeen: time,
  /** On the node where it is due first. */
  deadline: patchDeadline,
  dueOn,
  /** Nodes where it is overdue. */
  nodesOverdue: count,
});

export type PatchListItem = z.infer<typeof patchListItemSchema>;

export const patchListSchema = z.object({
  ...listFrame,
  items: z.array(patchListItemSchema),
  /** Patches of the sources in scope, before any filter. */
  totalPatches: count,
  /** Patches under every filter but the one on the state. */
  totalUnderOtherFilters: count,
  facets: z.object({
    /** Patches that some node has in the state. */
    state: facetSchema,
    severity: facetSchema,
    classification: facetSchema,
    operatingSystem: facetSchema,
    deadline: facetSchema,
  }),
  deadlineDays: deadlineDaysSchema,
  rows: rowsHeld,
});

export type PatchList = z.infer<typeof patchListSchema>;

/** What SSM says of one build: the same KB id may stand for several. */
const buildSchema = z.object({
  title: words,
  severity: words,
  classification: words,
  cveIds: z.array(z.string()),
  nodes: nodesByState,
  nodesAffected: count,
});

export type PatchBuild = z.infer<typeof buildSchema>;

/** A node that has the patch among its findings, with its own rows of it, worst state first. */
const affectedNodeSchema = nodeSchema.extend({
  rows: z.array(z.object({ state: z.enum(findingStates), title: words })),
  firstSeen: time,
  /** Of the patch on this node. */
  finding: z.object(findingDeadline),
});

export type AffectedNode = z.infer<typeof affectedNodeSchema>;

export const patchDetailSchema = z.object({
  ...listFrame,
  operatingSystem: z.enum(operatingSystems).nullable(),
  kbId: z.string(),
  title: words,
  severity: words,
  classification: words,
  nodes: nodesByState,
  nodesLacking: count,
  nodesAffected: count,
  nodesOfSystem: count,
  cveIds: z.array(z.string()),
  firstSeen: time,
  /** Nodes that have it among their findings, by how it stands there. */
  deadlines: z.object({ overdue: count, dueSoon: count, inTime: count, none: count }),
  deadlineDays: deadlineDaysSchema,
  builds: z.array(buildSchema),
  items: z.array(affectedNodeSchema),
  rows: rowsHeld,
});

export type PatchDetail = z.infer<typeof patchDetailSchema>;
