import type { EvaluatedPatch } from "@/lib/emulator/evaluate";

const stateOrder = [
  "Installed",
  "InstalledOther",
  "InstalledRejected",
  "InstalledPendingReboot",
  "Missing",
  "Failed",
];

/** Patches as AWS's on-node program writes them: by state, each sorted by name; states it does not know come last. */
export function inAgentOrder(patches: readonly EvaluatedPatch[]): EvaluatedPatch[] {
  return patches.toSorted(compareInAgentOrder);
}

/** Joins two lists that are in that order each; of equals the first list's come first. */
export function mergeInAgentOrder(
  first: readonly EvaluatedPatch[],
  second: readonly EvaluatedPatch[],
): EvaluatedPatch[] {
  const merged: EvaluatedPatch[] = [];
  let next = 0;
  for (const patch of first) {
    for (; next < second.length; next += 1) {
      const other = second[next];
      if (!other || compareInAgentOrder(other, patch) >= 0) break;
      merged.push(other);
    }
    merged.push(patch);
  }
  for (const patch of second.slice(next)) merged.push(patch);
  return merged;
}

export function compareInAgentOrder(left: EvaluatedPatch, right: EvaluatedPatch): number {
  return (
    rankOf(left) - rankOf(right) ||
    compareText(left.release.kbId, right.release.kbId) ||
    compareText(left.release.title, right.release.title)
  );
}

function rankOf(patch: EvaluatedPatch): number {
  const order = stateOrder.indexOf(patch.state);
  return order === -1 ? stateOrder.length : order;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
