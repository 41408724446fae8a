import { formatCount } from "@/components/ui/number-format";
import type { NodeItem } from "@/lib/api/node.schema";
import { countFor } from "@/lib/domain/node-patch-state";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import {
  findingStates,
  knownPatchState,
  patchStates,
  type KnownPatchState,
} from "@/lib/domain/patch-state";

/** Patches by state; a state that nobody counted is absent, never zero. */
export type CountsByState = Readonly<Record<string, number>>;

/** What the node's own counters say, for the moment before its list is there. */
export function countsFromNode(counts: NodeItem["counts"]): CountsByState {
  if (counts === null) return {};
  return Object.fromEntries(
    patchStates.flatMap((state) => {
      const count = countFor(counts, state);
      return count === null ? [] : [[state, count] as const];
    }),
  );
}

/** A sum, and whether every part of it is known. null: nothing of it is. */
export interface PartialSum {
  readonly count: number;
  readonly exact: boolean;
}

/** Only Windows Server has it: elsewhere a counter that AWS leaves out hides nothing. */
const windowsOnly: KnownPatchState = "AvailableSecurityUpdate";

function sum(
  counts: CountsByState,
  states: readonly string[],
  operatingSystem: OperatingSystem | null,
): PartialSum | null {
  const isWindows = operatingSystem === null || operatingSystem === "WINDOWS";
  const asked = states.filter((state) => isWindows || state !== windowsOnly || state in counts);
  const known = asked.flatMap((state) => counts[state] ?? []);
  const count = known.reduce((total, each) => total + each, 0);
  const exact = known.length === asked.length;
  // "At least none" says nothing.
  return exact || count > 0 ? { count, exact } : null;
}

export function findingsCount(
  counts: CountsByState,
  operatingSystem: OperatingSystem | null,
): PartialSum | null {
  return sum(counts, findingStates, operatingSystem);
}

/** How many patches need attention, in words; null where none does or nobody counted. */
export function attentionWords({
  counts,
  operatingSystem,
}: Pick<NodeItem, "counts" | "operatingSystem">): string | null {
  const found = findingsCount(countsFromNode(counts), operatingSystem);
  if (found === null || found.count === 0) return null;
  const number = `${formatCount(found.count)}${found.exact ? "" : "+"}`;
  return `${number} ${number === "1" ? "needs" : "need"} attention`;
}

/** Every patch of the node, the unrecognised ones too. */
export function allCount(
  counts: CountsByState,
  operatingSystem: OperatingSystem | null,
): PartialSum | null {
  return sum(counts, [...patchStates, ...unrecognisedStates(counts)], operatingSystem);
}

/** The states AWS sent that this version has no word for. */
export function unrecognisedStates(counts: CountsByState): readonly string[] {
  return Object.keys(counts).filter((state) => knownPatchState(state) === null);
}
