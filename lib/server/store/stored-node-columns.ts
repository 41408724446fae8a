import "server-only";
import { getTableColumns, sql, type SQL } from "drizzle-orm";
import type { OldestClocks } from "@/lib/domain/deadline";
import { parseInstanceId } from "@/lib/domain/instance-id";
import type { NodePatchState, PatchCounts } from "@/lib/domain/node-patch-state";
import { readFailureCodes, type ReadFailure } from "@/lib/domain/read-failure";
import { unknownReasons, type Evidence } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import {
  describedColumns,
  oneOf,
  saidOf,
  StoreContentError,
} from "@/lib/server/store/node-columns";
import { managedNode } from "@/lib/server/store/schema";
import { nodeListings, type HeldRows, type StoredNode } from "@/lib/server/store/stored-node";
import { snakeCase } from "@/lib/server/store/updated-columns";

type NodeRow = typeof managedNode.$inferSelect;

/** A row of `storedNodeColumns` as the driver gives it: moments are still PostgreSQL's text. */
export interface StoredNodeRow extends NodeRow, Record<string, unknown> {
  /** A later whole listing of the source confirms the node as it is. */
  sourceReadAt: string | null;
}

/**
 * Everything a stored node is made of but its rows, over `managed_node` and `source`. Written once: for so many columns
 * drizzle's own select takes longer to write and to read than PostgreSQL takes to answer.
 */
export const storedNodeColumns: SQL = sql.raw(
  [
    ...Object.keys(getTableColumns(managedNode)).map(
      (name) => `managed_node.${snakeCase(name)} as "${name}"`,
    ),
    'source.read_at as "sourceReadAt"',
  ].join(", "),
);

/** The moments among them; a test holds them to the schema. */
export const storedMoments = [
  "sourceReadAt",
  "leftAt",
  "appearedAt",
  "readAt",
  "reasonReadAt",
  "tagsReadAt",
  "lastPingDateTime",
  "registrationDate",
  "lastAssociationExecutionDate",
  "lastSuccessfulAssociationExecutionDate",
  "operationStartTime",
  "operationEndTime",
  "lastNoRebootInstallOperationTime",
  "rowsOperationEndTime",
  "rowsReadAt",
] as const satisfies ReadonlyArray<keyof StoredNodeRow>;

/** Makes ISO 8601 of the moments of a row, in place: it is the driver's, and nobody reads it again. */
function withMoments(row: StoredNodeRow): StoredNodeRow {
  const read = row;
  for (const name of storedMoments) {
    const moment = read[name];
    if (moment !== null) read[name] = new Date(moment).toISOString();
  }
  return read;
}

/** Stored nodes; `rest` is the statement after its `from`: over `managed_node` and `source`. */
export async function loadStoredNodes(on: Queryable, rest: SQL): Promise<readonly StoredNode[]> {
  const { rows } = await on.execute<StoredNodeRow>(sql`
    select ${storedNodeColumns} from managed_node join source on source.source_no = managed_node.source_no ${rest}`);
  return rows.map(toStoredNode);
}

/** A stored node out of its columns. Throws StoreContentError for words it does not know. */
export function toStoredNode(row: StoredNodeRow): StoredNode {
  const node = withMoments(row);
  const { sourceReadAt } = node;
  const instanceId = parseInstanceId(node.instanceId);
  if (instanceId === null) throw new StoreContentError(`"${node.instanceId}" is no instance id.`);
  const failure = failureOf(node);
  const confirmed = failure === null && node.leftAt === null && (sourceReadAt ?? "") > node.readAt;
  return {
    nodeNo: node.nodeNo,
    sourceNo: node.sourceNo,
    instanceId,
    listing: oneOf(nodeListings, node.listing),
    leftAt: node.leftAt,
    readAt: confirmed && sourceReadAt !== null ? sourceReadAt : node.readAt,
    node: node.described ? { ...describedColumns(node), instanceId } : null,
    patchState: patchStateOf(node),
    evidence: evidenceOf(node),
    nameTag: node.nameTag,
    patchGroupTag: node.patchGroupTag,
    tagsReadAt: node.tagsReadAt,
    reasonReadAt: node.reasonReadAt,
    failure,
    rows: heldRowsOf(node),
    oldestClocks: oldestClocksOf(node),
  };
}

function oldestClocksOf(node: NodeRow): OldestClocks {
  return {
    critical: node.criticalSince,
    high: node.highSince,
    medium: node.mediumSince,
    low: node.lowSince,
    unrated: node.unratedSince,
  };
}

function failureOf({ failureCode, failureDetail }: NodeRow): ReadFailure | null {
  if (failureCode === null) return null;
  return { code: oneOf(readFailureCodes, failureCode), detail: failureDetail ?? "" };
}

function countsOf(node: NodeRow): PatchCounts {
  return {
    missing: node.missing,
    failed: node.failed,
    installedPendingReboot: node.installedPendingReboot,
    installedRejected: node.installedRejected,
    installed: node.installed,
    installedOther: node.installedOther,
    notApplicable: node.notApplicable,
    availableSecurityUpdate: node.availableSecurityUpdate,
    criticalNonCompliant: node.criticalNonCompliant,
    securityNonCompliant: node.securityNonCompliant,
    otherNonCompliant: node.otherNonCompliant,
  };
}

function patchStateOf(node: NodeRow): NodePatchState | null {
  if (!node.hasResult) return null;
  const { instanceId, patchGroup } = node;
  return { instanceId, counts: countsOf(node), patchGroup, ...saidOf(node) };
}

const availableSecurityUpdates = ["COMPLIANT", "NON_COMPLIANT", "unread"] as const;

function evidenceOf(node: NodeRow): Evidence {
  if (!node.hasResult) {
    return { counts: null, reason: oneOf(unknownReasons, node.reason ?? "couldNotBeRead") };
  }
  const said = node.availableSecurityUpdates;
  return {
    counts: countsOf(node),
    availableSecurityUpdates: said === null ? null : oneOf(availableSecurityUpdates, said),
  };
}

function heldRowsOf(node: NodeRow): HeldRows | null {
  if (node.rowsScope === null || node.rowsReadAt === null) return null;
  return {
    scope: oneOf(["findings", "all"] as const, node.rowsScope),
    operationEndTime: node.rowsOperationEndTime,
    readAt: node.rowsReadAt,
    differ: node.rowsDiffer,
  };
}
