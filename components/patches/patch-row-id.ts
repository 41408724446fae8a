import type { OpenPatch } from "@/lib/browser/node-view";

/** A row's key: a node may hold one KB or package twice. */
export function patchRowId({ kbId, occurrence }: OpenPatch): string {
  return occurrence === 1 ? `patch-${kbId}` : `patch-${kbId}-${occurrence}`;
}

export function isSamePatch(left: OpenPatch, right: OpenPatch | null): boolean {
  return right !== null && left.kbId === right.kbId && left.occurrence === right.occurrence;
}
