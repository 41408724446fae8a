/**
 * The states of a patch on one node, spelled as on the wire and worst first: the order is the rank that lists
 * sort by. The SDK's enum says `INSTALLED_OTHER` where the service says `InstalledOther`.
 */
export const patchStates = [
  "Failed",
  "Missing",
  "InstalledPendingReboot",
  "InstalledRejected",
  "AvailableSecurityUpdate",
  "Installed",
  "InstalledOther",
  "NotApplicable",
] as const;

export type KnownPatchState = (typeof patchStates)[number];

/** A known state, or a word that AWS has added since: kept and shown as it came. */
export type PatchState = KnownPatchState | (string & Record<never, never>);

/** The states that need attention: a patch in one of them is a finding. */
export const findingStates = [
  "Failed",
  "Missing",
  "InstalledPendingReboot",
  "InstalledRejected",
  "AvailableSecurityUpdate",
] as const satisfies readonly KnownPatchState[];

export type FindingState = (typeof findingStates)[number];

const fold = (text: string) => text.replace(/[_\s-]/g, "").toLowerCase();

/** By their own spelling, which nearly every row has, and by their letters alone. */
const bySpelling = new Map<string, KnownPatchState>(patchStates.map((state) => [state, state]));
const byFolded = new Map<string, KnownPatchState>(patchStates.map((state) => [fold(state), state]));

/** The known state that `text` spells (any case, with or without `_`, `-` or spaces), or null. */
export function knownPatchState(text: string): KnownPatchState | null {
  return bySpelling.get(text) ?? byFolded.get(fold(text)) ?? null;
}

/** AWS's word for a state in our spelling; a word we do not know stays as it came. */
export function toPatchState(wire: string): PatchState {
  return knownPatchState(wire) ?? wire;
}

export function isFindingState(state: PatchState): state is FindingState {
  return findingStates.some((finding) => finding === state);
}

/** Worst first; states we do not know come last. */
export function patchStateRank(state: PatchState): number {
  const known = knownPatchState(state);
  return known === null ? patchStates.length : patchStates.indexOf(known);
}
