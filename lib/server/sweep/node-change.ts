import "server-only";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { NodePatchState, PatchCounts } from "@/lib/domain/node-patch-state";
import { countFor } from "@/lib/domain/node-patch-state";
import { findingStates } from "@/lib/domain/patch-state";
import type { UnknownReason } from "@/lib/domain/verdict";
import type { StoredNode } from "@/lib/server/store/stored-node";

/** What two listings say of a node. */
export interface ListedNode {
  readonly node: ManagedNode;
  readonly patchState: NodePatchState | null;
}

const dayMs = 86_400_000;

function sameMembers(a: object, b: object): boolean {
  const left = Object.entries(a);
  const right = new Map<string, unknown>(Object.entries(b));
  return left.length === right.size && left.every(([name, value]) => right.get(name) === value);
}

function isRecent(stored: string | null, now: string | null): boolean {
  if (stored === null || now === null) return stored === now;
  return Date.parse(now) - Date.parse(stored) < dayMs;
}

/**
 * The times that move without news on every healthy node: the agent's ping, and its associations' runs. A node is not
 * written for them alone before a day has passed.
 */
function sameNode(stored: ManagedNode | null, now: ManagedNode): boolean {
  if (stored === null) return false;
  const {
    lastPingDateTime,
    lastAssociationExecutionDate,
    lastSuccessfulAssociationExecutionDate,
    ...rest
  } = stored;
  return (
    isRecent(lastPingDateTime, now.lastPingDateTime) &&
    isRecent(lastAssociationExecutionDate, now.lastAssociationExecutionDate) &&
    isRecent(lastSuccessfulAssociationExecutionDate, now.lastSuccessfulAssociationExecutionDate) &&
    sameMembers(
      {
        ...rest,
        lastPingDateTime: null,
        lastAssociationExecutionDate: null,
        lastSuccessfulAssociationExecutionDate: null,
      },
      {
        ...now,
        lastPingDateTime: null,
        lastAssociationExecutionDate: null,
        lastSuccessfulAssociationExecutionDate: null,
      },
    )
  );
}

function samePatchState(stored: NodePatchState | null, now: NodePatchState | null): boolean {
  if (stored === null || now === null) return stored === now;
  const { counts: storedCounts, ...storedRest } = stored;
  const { counts, ...rest } = now;
  return sameMembers(storedCounts, counts) && sameMembers(storedRest, rest);
}

/** Why a node has no node patch state, where that was asked of SSM within the last day; null: it is to be asked. */
export function keptReason(
  stored: StoredNode | null,
  nowMs: number,
): { readonly reason: UnknownReason; readonly reasonReadAt: string } | null {
  if (stored === null || stored.evidence.counts !== null || stored.reasonReadAt === null)
    return null;
  if (nowMs - Date.parse(stored.reasonReadAt) >= dayMs) return null;
  return { reason: stored.evidence.reason, reasonReadAt: stored.reasonReadAt };
}

/** True when nothing that is stored of a node needs to be asked for, or written, again. */
export function isUnchanged(stored: StoredNode, now: ListedNode, nowMs: number): boolean {
  return (
    stored.listing === "listed" &&
    stored.failure === null &&
    sameNode(stored.node, now.node) &&
    samePatchState(stored.patchState, now.patchState) &&
    // A reader may have stored what the node is without its rows.
    (now.patchState === null
      ? keptReason(stored, nowMs) !== null
      : !needsRows(stored, now.patchState))
  );
}

/** No patch of the node needs attention, by SSM's own counters: there are no rows to ask for. */
export function hasNoFindings(counts: PatchCounts): boolean {
  return findingStates.every((state) => {
    const count = countFor(counts, state);
    // Reported by Windows alone: elsewhere its absence says nothing.
    return count === 0 || (count === null && state === "AvailableSecurityUpdate");
  });
}

/**
 * True when the rows held are not those of the node's present patch state. Equal counts are not enough: one patch fixed
 * and another one new leave them as they were.
 */
export function needsRows(stored: StoredNode | null, patchState: NodePatchState): boolean {
  if (stored === null || stored.rows === null || stored.patchState === null) return true;
  const { operationEndTime, operation, baselineId, counts } = patchState;
  const before = stored.patchState;
  return (
    stored.rows.operationEndTime !== operationEndTime ||
    before.operation !== operation ||
    before.baselineId !== baselineId ||
    !sameMembers(before.counts, counts)
  );
}
