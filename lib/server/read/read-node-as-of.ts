import "server-only";
import type { NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { NodeDetail } from "@/lib/api/node.schema";
import { freshnessOf } from "@/lib/domain/freshness";
import type { InstanceId } from "@/lib/domain/instance-id";
import { findingStates } from "@/lib/domain/patch-state";
import type { Source } from "@/lib/domain/source";
import type { Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import { invalidParameters } from "@/lib/server/problem-error";
import { operatingSystemOfNode, toNodeDetail, type NodeFacts } from "@/lib/server/read/node-facts";
import { toPatchItems, withFirstSeen } from "@/lib/server/read/patch-rows";
import { factsOf } from "@/lib/server/read/read-node";
import { selectPatches } from "@/lib/server/read/select-patches";
import { sourceFor, sourceStatus } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { loadBaselineName } from "@/lib/server/store/baselines";
import { listFindingsBefore } from "@/lib/server/store/finding-history";
import { loadHistoryBegin, loadNodeBefore, type PastNode } from "@/lib/server/store/node-history";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

const dayMs = 86_400_000;

/** A node on a day of the past. */
export interface NodeAddressAsOf {
  readonly source: Source;
  readonly instanceId: InstanceId;
  /** `2026-11-20`, of UTC. */
  readonly day: string;
}

interface Past {
  readonly opened: OpenedSource;
  readonly facts: NodeFacts;
  readonly past: PastNode;
  /** The end of the day, or now where the day is not over. */
  readonly untilMs: number;
}

function refused(day: string, reason: string): Error {
  return invalidParameters([{ name: "as-of", value: day, reason }]);
}

/** Throws ProblemError `invalidParameter` for a day to come, and for one before the node's history begins. */
async function pastOf(
  viewer: Viewer,
  { source, instanceId, day }: NodeAddressAsOf,
  patience: Patience,
): Promise<Past> {
  const nowMs = Date.now();
  const today = new Date(nowMs).toISOString().slice(0, 10);
  if (day > today) throw refused(day, `That day is still to come: today is ${today} (UTC).`);
  const opened = await sourceFor(viewer, source);
  const facts = await factsOf(opened, instanceId, patience);
  const { database } = await store();
  const endMs = Date.parse(day) + dayMs;
  const past = await loadNodeBefore(database, facts.nodeNo, new Date(endMs).toISOString());
  if (past === null) {
    const since = await loadHistoryBegin(database, facts.nodeNo);
    throw refused(
      day,
      since === null
        ? "Nothing is kept of this node’s past yet."
        : `Patchboard first read this node on ${since.slice(0, 10)} (UTC): nothing is known of it before.`,
    );
  }
  return { opened, facts, past, untilMs: Math.min(endMs, nowMs) };
}

/** The last operation that had ended by then. One that changed nothing may have ended after the day. */
function lastEnd({ operationEndTime, lastOperationEndTime }: PastNode, untilMs: number) {
  const isByThen = lastOperationEndTime !== null && Date.parse(lastOperationEndTime) <= untilMs;
  return isByThen ? lastOperationEndTime : operationEndTime;
}

function countsOf({ operation, operationEndTime, countsByState }: PastNode): NodeDetail["counts"] {
  if (operation === null && operationEndTime === null) return null;
  return {
    missing: countsByState.Missing,
    failed: countsByState.Failed,
    installedPendingReboot: countsByState.InstalledPendingReboot,
    installedRejected: countsByState.InstalledRejected,
    availableSecurityUpdate: countsByState.AvailableSecurityUpdate,
    installed: null,
    installedOther: null,
    notApplicable: null,
    criticalNonCompliant: null,
    securityNonCompliant: null,
    otherNonCompliant: null,
  };
}

/** What is not kept of the past: it would be today's word under yesterday's date. */
const notKept = {
  pingStatus: null,
  lastPingDateTime: null,
  agentVersion: null,
  isLatestVersion: null,
  associationStatus: null,
  lastAssociationExecutionDate: null,
  lastSuccessfulAssociationExecutionDate: null,
  unreportedNotApplicable: null,
  operationStartTime: null,
  rebootOption: null,
  lastNoRebootInstallOperationTime: null,
  snapshotId: null,
  installOverrideList: null,
  ownerInformation: null,
} satisfies Partial<NodeDetail>;

/**
 * A node as Patchboard knew it at the end of a day (UTC): verdict, counts of what needed attention, operation, baseline
 * and group of then; name and system of now. Throws ProblemError for a day there is nothing of.
 */
export async function readNodeAsOf(
  viewer: Viewer,
  address: NodeAddressAsOf,
  patience: Patience,
): Promise<NodeDetail> {
  const { opened, facts, past, untilMs } = await pastOf(viewer, address, patience);
  const { database } = await store();
  const { baselineId } = past;
  const operationEndTime = lastEnd(past, untilMs);
  return {
    ...toNodeDetail(facts, untilMs),
    ...notKept,
    asOfDay: address.day,
    listing: past.listing,
    verdict: past.verdict,
    reason: past.reason,
    patchGroup: past.patchGroup,
    baselineId,
    baselineName:
      baselineId === null ? null : await loadBaselineName(database, opened.sourceNo, baselineId),
    counts: countsOf(past),
    operation: past.operation,
    operationEndTime,
    freshness: freshnessOf(operationEndTime, untilMs, config().freshnessDays),
    readAt: past.since,
  };
}

/** What needed attention on a node at the end of a day (UTC), under one query. Other rows are not kept. */
export async function readNodePatchesAsOf(
  viewer: Viewer,
  address: NodeAddressAsOf,
  query: NodePatchesQuery,
  patience: Patience,
): Promise<NodePatches> {
  const { opened, facts, past, untilMs } = await pastOf(viewer, address, patience);
  const { database } = await store();
  const before = new Date(Date.parse(address.day) + dayMs).toISOString();
  const findings = await listFindingsBefore(database, facts.nodeNo, before);
  const firstSeen = new Map(findings.map((each) => [each.kbId, each.firstSeen]));
  const rows = withFirstSeen(toPatchItems(findings), firstSeen);
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  return {
    ...selectPatches(rows, query, operatingSystemOfNode(facts)),
    // No deadline of then is told: its rows have none.
    deadlineDays: config().deadlineDays,
    asOfDay: address.day,
    page: query.page,
    size: query.size,
    asOf: past.since,
    readAt: past.since,
    sources: [sourceStatus(opened, { readAt: facts.readAt, reading: false, failure: null })],
    countsByState: Object.fromEntries(findingStates.map((state) => [state, count(state)])),
    mismatches: [],
    operationEndTime: lastEnd(past, untilMs),
    complete: true,
    rowsRead: rows.length,
    rowsExpected: null,
  };
}
