import { z } from "zod";
import { deadlines } from "@/lib/domain/deadline";
import { freshnesses } from "@/lib/domain/freshness";
import { operatingSystems } from "@/lib/domain/operating-system";
import { severityRanks } from "@/lib/domain/severity";
import { unknownReasons, verdicts } from "@/lib/domain/verdict";
import { facetSchema } from "@/lib/api/facet.schema";
import { quickViews } from "@/lib/api/nodes-query";
import { readFailureSchema, sourceStatusSchema } from "@/lib/api/source-status.schema";

/** Within how many days findings must be gone, by our rank of the vendor's word. */
export const deadlineDaysSchema = z.record(z.enum(severityRanks), z.number().int());

const time = z.iso.datetime().nullable();
const words = z.string().nullable();
/** null: AWS said nothing; 0: AWS said zero. */
const count = z.number().int().nonnegative().nullable();

const nodeCountsSchema = z.object({
  missing: count,
  failed: count,
  installedPendingReboot: count,
  installedRejected: count,
  installed: count,
  installedOther: count,
  notApplicable: count,
  availableSecurityUpdate: count,
  criticalNonCompliant: count,
  securityNonCompliant: count,
  otherNonCompliant: count,
});

/** A managed node as the list shows it. */
export const nodeSchema = z.object({
  account: z.string(),
  region: z.string(),
  instanceId: z.string(),
  name: z.string(),
  platformType: words,
  platformName: words,
  platformVersion: words,
  /** What a person calls the system: `Windows Server 2022`. */
  platformLabel: words,
  operatingSystem: z.enum(operatingSystems).nullable(),
  patchGroup: words,
  baselineId: words,
  baselineName: words,
  verdict: z.enum(verdicts),
  reason: z.enum(unknownReasons).nullable(),
  freshness: z.enum(freshnesses),
  /** How the finding that is due first stands; `unknown`: the node's findings were never read. */
  deadline: z.enum(deadlines),
  /** The last day, of UTC, on which that finding is in time; null where none has a deadline. */
  dueOn: z.iso.date().nullable(),
  /** null where no node patch state exists: never zeros. */
  counts: nodeCountsSchema.nullable(),
  operation: words,
  operationEndTime: time,
  readAt: z.iso.datetime(),
  /** Why the last sweep could not read the node's patches; what is given is from before, or counts alone. */
  failure: readFailureSchema.nullable(),
  pingStatus: words,
  ipAddress: words,
  computerName: words,
});

export type NodeItem = z.infer<typeof nodeSchema>;

/** A node of the list, with how many of its findings are overdue; null where they were never read. */
const listedNodeSchema = nodeSchema.extend({ overdue: count });

export type ListedNodeItem = z.infer<typeof listedNodeSchema>;

/** One node with every field AWS gives of it. */
export const nodeDetailSchema = nodeSchema.extend({
  alias: words,
  /** The day (UTC) at whose end the node is told; null: now. What is not kept of the past is null then. */
  asOfDay: z.iso.date().nullable(),
  /** `listed` while SSM lists the node; otherwise what EC2 says became of it. */
  listing: z.enum(["listed", "stopped", "gone", "notListed"]),
  lastPingDateTime: time,
  agentVersion: words,
  isLatestVersion: z.boolean().nullable(),
  activationId: words,
  iamRole: words,
  registrationDate: time,
  resourceType: words,
  associationStatus: words,
  lastAssociationExecutionDate: time,
  lastSuccessfulAssociationExecutionDate: time,
  sourceId: words,
  sourceType: words,
  sourceLocation: words,
  unreportedNotApplicable: count,
  operationStartTime: time,
  rebootOption: words,
  lastNoRebootInstallOperationTime: time,
  snapshotId: words,
  installOverrideList: words,
  ownerInformation: words,
});

export type NodeDetail = z.infer<typeof nodeDetailSchema>;

/** Every list's frame. `asOf` is the oldest reading in it; null before the first. */
export const listFrame = {
  total: z.number().int(),
  page: z.number().int(),
  size: z.number().int(),
  asOf: z.iso.datetime().nullable(),
  sources: z.array(sourceStatusSchema),
};

const countsByVerdict = z.record(z.enum(verdicts), z.number().int());

/** The values of each filter, with the nodes that have them under every filter but that one. */
export const nodeFacetsSchema = z.object({
  operatingSystem: facetSchema,
  patchGroup: facetSchema,
  baseline: facetSchema,
  account: facetSchema,
  region: facetSchema,
  freshness: facetSchema,
  deadline: facetSchema,
  agent: facetSchema,
});

export type NodeFacets = z.infer<typeof nodeFacetsSchema>;

export const nodeListSchema = z.object({
  ...listFrame,
  items: z.array(listedNodeSchema),
  /** Managed nodes of the sources in scope, before any filter. */
  totalManaged: z.number().int(),
  /** Nodes of each verdict under every filter but the verdict itself. */
  countsByVerdict,
  facets: nodeFacetsSchema,
  /** Nodes of each quick view, the other filters kept. */
  countsByQuickView: z.record(z.enum(quickViews), z.number().int()),
  /** Nodes of each verdict by operating system, under every filter but those two; the largest system first. */
  verdictsByOperatingSystem: z.array(
    z.object({ word: z.string(), label: z.string().nullable(), countsByVerdict }),
  ),
  /** Up to how many days a scan counts as fresh, and as ageing. */
  freshnessDays: z.object({ fresh: z.number(), ageing: z.number() }),
  deadlineDays: deadlineDaysSchema,
});

export type NodeList = z.infer<typeof nodeListSchema>;
