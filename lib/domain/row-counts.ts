import { countFor, type NodePatchState } from "@/lib/domain/node-patch-state";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, patchStates, type KnownPatchState } from "@/lib/domain/patch-state";

/** Which rows of a node a listing holds: those that need attention, or every one. */
export type ListingScope = "findings" | "all";

/** Linux reports how many patches do not apply, but lists none of them (AWS user guide, compliance states). */
export function listsState(state: string, operatingSystem: OperatingSystem | null): boolean {
  return state !== "NotApplicable" || operatingSystem === "WINDOWS";
}

export function statesIn(scope: ListingScope): readonly KnownPatchState[] {
  return scope === "all" ? patchStates : findingStates;
}

/** How many rows SSM's counters promise for a scope; null where one of them is not reported. */
export function rowsExpected(
  patchState: NodePatchState,
  scope: ListingScope,
  operatingSystem: OperatingSystem | null,
): number | null {
  let sum = 0;
  for (const state of statesIn(scope)) {
    if (!listsState(state, operatingSystem)) continue;
    const count = countFor(patchState.counts, state);
    // AvailableSecurityUpdate is reported by Windows alone.
    if (count === null && state !== "AvailableSecurityUpdate") return null;
    sum += count ?? 0;
  }
  return sum;
}

export function rowsByState(
  rows: ReadonlyArray<{ readonly state: string }>,
): ReadonlyMap<string, number> {
  const byState = new Map<string, number>();
  for (const { state } of rows) byState.set(state, (byState.get(state) ?? 0) + 1);
  return byState;
}

/** A state of which SSM lists other rows than it counts. */
export interface CountMismatch {
  readonly state: KnownPatchState;
  readonly counted: number;
  readonly listed: number;
}

/** States whose rows, in a whole listing of a scope, are not as many as SSM's counter says. */
export function countMismatches(
  rows: ReadonlyArray<{ readonly state: string }>,
  scope: ListingScope,
  patchState: NodePatchState,
  operatingSystem: OperatingSystem | null,
): readonly CountMismatch[] {
  const byState = rowsByState(rows);
  return statesIn(scope).flatMap((state) => {
    const counted = countFor(patchState.counts, state);
    const listed = byState.get(state) ?? 0;
    const same = counted === null || counted === listed || !listsState(state, operatingSystem);
    return same ? [] : [{ state, counted, listed }];
  });
}
