import "server-only";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";

// The tables as migrations/*.sql make them: keys, indexes and reasons stand there. Names are snake_case in SQL.

/** A moment: ISO 8601 UTC with milliseconds here, timestamptz there. */
const moment = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp with time zone",
  fromDriver: (value) => new Date(value).toISOString(),
});

const identity = () => integer().primaryKey().generatedAlwaysAsIdentity();

export const source = pgTable("source", {
  sourceNo: identity(),
  account: text().notNull(),
  region: text().notNull(),
  generation: bigint({ mode: "number" })
    .notNull()
    .default(sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`),
  readAt: moment(),
  baselinesReadAt: moment(),
  baselinesFailureCode: text(),
  baselinesFailureDetail: text(),
  baselinesListed: boolean().notNull().default(true),
  failureCode: text(),
  failureDetail: text(),
  failedAt: moment(),
  wholeSince: moment(),
});

export const limiterRate = pgTable("limiter_rate", {
  sourceNo: integer().notNull(),
  operation: text().notNull(),
  ratePerSecond: doublePrecision().notNull(),
  learned: boolean().notNull(),
});

export const managedNode = pgTable("managed_node", {
  nodeNo: identity(),
  sourceNo: integer().notNull(),
  instanceId: text().notNull(),
  listing: text().notNull(),
  leftAt: moment(),
  appearedAt: moment(),
  described: boolean().notNull(),
  readAt: moment().notNull(),
  failureCode: text(),
  failureDetail: text(),
  verdict: text().notNull(),
  reason: text(),
  reasonReadAt: moment(),
  name: text().notNull(),
  nameOrder: text().notNull(),
  platformOrder: text(),
  patchGroupOrder: text(),
  searchText: text().notNull(),
  operatingSystem: text(),
  platformLabel: text(),
  patchGroup: text(),
  nameTag: text(),
  patchGroupTag: text(),
  tagsReadAt: moment(),
  pingStatus: text(),
  lastPingDateTime: moment(),
  agentVersion: text(),
  isLatestVersion: boolean(),
  platformType: text(),
  platformName: text(),
  platformVersion: text(),
  activationId: text(),
  iamRole: text(),
  registrationDate: moment(),
  resourceType: text(),
  activationName: text(),
  ipAddress: text(),
  computerName: text(),
  associationStatus: text(),
  lastAssociationExecutionDate: moment(),
  lastSuccessfulAssociationExecutionDate: moment(),
  sourceId: text(),
  sourceType: text(),
  sourceLocation: text(),
  hasResult: boolean().notNull().default(false),
  missing: integer(),
  failed: integer(),
  installedPendingReboot: integer(),
  installedRejected: integer(),
  installed: integer(),
  installedOther: integer(),
  notApplicable: integer(),
  availableSecurityUpdate: integer(),
  criticalNonCompliant: integer(),
  securityNonCompliant: integer(),
  otherNonCompliant: integer(),
  unreportedNotApplicable: integer(),
  baselineId: text(),
  operation: text(),
  operationStartTime: moment(),
  operationEndTime: moment(),
  rebootOption: text(),
  lastNoRebootInstallOperationTime: moment(),
  snapshotId: text(),
  installOverrideList: text(),
  ownerInformation: text(),
  availableSecurityUpdates: text(),
  rowsScope: text(),
  rowsOperationEndTime: moment(),
  rowsReadAt: moment(),
  rowsDiffer: boolean().notNull().default(false),
  rowsLackCveIds: boolean().notNull().default(false),
  criticalFindings: integer(),
  importantFindings: integer(),
  criticalSince: date(),
  highSince: date(),
  mediumSince: date(),
  lowSince: date(),
  unratedSince: date(),
});

export const patch = pgTable("patch", {
  patchNo: identity(),
  digest: text().notNull(),
  operatingSystem: text(),
  kbId: text().notNull(),
  title: text(),
  classification: text(),
  severity: text(),
  cveIds: text().array().notNull(),
});

export const nodePatch = pgTable("node_patch", {
  nodeNo: integer().notNull(),
  patchNo: integer().notNull(),
  ordinal: smallint().notNull(),
  state: text().notNull(),
  installedTime: moment(),
});

export const nodeFindingCount = pgTable("node_finding_count", {
  nodeNo: integer().notNull(),
  state: text().notNull(),
  rank: text().notNull(),
  severity: text(),
  patches: integer().notNull(),
});

export const finding = pgTable("finding", {
  findingNo: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  nodeNo: integer().notNull(),
  patchNo: integer().notNull(),
  kbId: text().notNull(),
  state: text().notNull(),
  stateSince: moment().notNull(),
  firstSeen: moment().notNull(),
  resolvedAt: moment(),
  resolution: text(),
  rank: text().notNull(),
  clock: text().notNull(),
  clockDay: date().notNull(),
});

export const patchRelease = pgTable("patch_release", {
  operatingSystem: text().notNull(),
  kbId: text().notNull(),
  releasedAt: moment(),
  askedAt: moment().notNull(),
});

export const patchBaseline = pgTable("patch_baseline", {
  sourceNo: integer().notNull(),
  baselineId: text().notNull(),
  askFor: text().notNull(),
  owner: text().notNull(),
  name: text(),
  nameOrder: text(),
  description: text(),
  operatingSystem: text(),
  defaultBaseline: boolean().notNull(),
  readAt: moment().notNull(),
  versionReadAt: moment(),
});

export const patchBaselineVersion = pgTable("patch_baseline_version", {
  sourceNo: integer().notNull(),
  baselineId: text().notNull(),
  version: integer().notNull(),
  baseline: jsonb().notNull(),
  raw: jsonb().notNull(),
  firstReadAt: moment().notNull(),
});

export const sweep = pgTable("sweep", {
  sweepId: uuid().primaryKey(),
  cause: text().notNull(),
  status: text().notNull(),
  requestedAt: moment().notNull(),
  startedAt: moment(),
  endedAt: moment(),
});

export const sweepSource = pgTable("sweep_source", {
  sweepId: uuid().notNull(),
  sourceNo: integer().notNull(),
  status: text().notNull(),
  startedAt: moment(),
  endedAt: moment(),
  nodesDone: integer().notNull().default(0),
  nodesTotal: integer(),
  calls: integer().notNull().default(0),
  throttled: integer().notNull().default(0),
  failureCode: text(),
  failureDetail: text(),
});

export const sweepFailure = pgTable("sweep_failure", {
  sweepFailureNo: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  sweepId: uuid().notNull(),
  sourceNo: integer().notNull(),
  instanceId: text(),
  code: text().notNull(),
  detail: text().notNull(),
  failedAt: moment().notNull(),
});
