import "server-only";
import type { Patch } from "@/lib/domain/patch";
import { isFindingState, knownPatchState, patchStates } from "@/lib/domain/patch-state";
import { countFor, type NodePatchState } from "@/lib/domain/node-patch-state";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import {
  countMismatches,
  listsState,
  rowsByState,
  statesIn,
  type ListingScope,
} from "@/lib/domain/row-counts";
import { collator } from "@/lib/server/read/order";
import type { NodePatches, PatchItem } from "@/lib/api/node-patches.schema";

/** Until the findings among the rows are asked. */
const noDeadline = { deadline: "none", dueOn: null, clock: null, clockDay: null } as const;

/**
 * SSM's rows as the contract has them, by KB or package. A node may hold one several times (two builds): those rows are
 * numbered in the order of their content, title first, because the API promises no order of its own.
 */
export function toPatchItems(patches: readonly Patch[]): readonly PatchItem[] {
  const occurrences = new Map<string, number>();
  const keyed = patches.map((patch) => {
    const { title, state, ...rest } = patch;
    return { patch, key: JSON.stringify([title, state, rest]) };
  });
  return keyed
    .toSorted((a, b) => collator.compare(a.patch.kbId, b.patch.kbId) || byCodeUnit(a.key, b.key))
    .map(({ patch }) => {
      const occurrence = (occurrences.get(patch.kbId) ?? 0) + 1;
      occurrences.set(patch.kbId, occurrence);
      return { ...patch, cveIds: [...patch.cveIds], firstSeen: null, occurrence, ...noDeadline };
    });
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The rows that need attention, with the day Patchboard first saw that of their KB or package. */
export function withFirstSeen(
  rows: readonly PatchItem[],
  firstSeen: ReadonlyMap<string, string>,
): readonly PatchItem[] {
  if (firstSeen.size === 0) return rows;
  return rows.map((row) =>
    isFindingState(row.state) ? { ...row, firstSeen: firstSeen.get(row.kbId) ?? null } : row,
  );
}

/** A listing, or as much of it as has been read. */
export interface Listing {
  readonly scope: ListingScope;
  readonly rows: readonly PatchItem[];
  readonly complete: boolean;
}

/** Patches by state: rows where the state's list is complete, SSM's own counter elsewhere, nothing where neither is. */
export function countsByState(
  listing: Listing | null,
  patchState: NodePatchState | null,
  operatingSystem: OperatingSystem | null,
): Record<string, number> {
  if (listing === null && patchState === null) return {};
  const listed = listing?.complete ? rowsByState(listing.rows) : null;
  const counts: Record<string, number> = {};
  for (const state of patchStates) {
    const rowsCount = listing && statesIn(listing.scope).includes(state) ? listed : null;
    const count = rowsCount
      ? (rowsCount.get(state) ?? 0)
      : patchState && countFor(patchState.counts, state);
    if (!listsState(state, operatingSystem)) counts[state] = listed?.get(state) ?? 0;
    else if (count !== null) counts[state] = count;
  }
  for (const [state, count] of listed ?? []) {
    if (knownPatchState(state) === null) counts[state] = count;
  }
  return counts;
}

/** States whose rows, after a whole reading, are not as many as SSM's counter says. */
export function mismatchesOf(
  { scope, rows, complete }: Listing,
  patchState: NodePatchState,
  operatingSystem: OperatingSystem | null,
): NodePatches["mismatches"] {
  return complete ? [...countMismatches(rows, scope, patchState, operatingSystem)] : [];
}
