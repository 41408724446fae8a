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
  const rank = (patch: EvaluatedPatch): number => {
    const order = stateOrder.indexOf(patch.state);
    return order === -1 ? stateOrder.length : order;
  };
  return patches.toSorted(
    (left, right) =>
      rank(left) - rank(right) ||
      compareText(left.release.kbId, right.release.kbId) ||
      compareText(left.release.title, right.release.title),
  );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
