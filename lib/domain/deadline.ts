import { knownPatchState, type KnownPatchState, type PatchState } from "@/lib/domain/patch-state";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";

/** Within how many days a finding must be gone, by our rank of the vendor's word. */
export type DeadlineDays = Readonly<Record<SeverityRank, number>>;

export const defaultDeadlineDays: DeadlineDays = {
  critical: 14,
  high: 30,
  medium: 90,
  low: 90,
  unrated: 90,
};

/** A deadline no further off than so many days is due soon. */
export const dueSoonDays = 7;

/**
 * What a deadline counts from: the day the vendor released the patch, where AWS gives it, and otherwise the day
 * Patchboard first saw the finding.
 */
export const deadlineClocks = ["released", "firstSeen"] as const;

export type DeadlineClock = (typeof deadlineClocks)[number];

/** How a finding stands to its deadline. */
const findingDeadlines = ["overdue", "dueSoon", "inTime"] as const;

/** How a patch stands, on one node or over its nodes: as the finding that is due first. `none`: no finding has a deadline. */
export const patchDeadlines = [...findingDeadlines, "none"] as const;

export type PatchDeadline = (typeof patchDeadlines)[number];

/** The same of a node; `unknown` is one whose findings were never read. */
export const deadlines = [...patchDeadlines, "unknown"] as const;

export type Deadline = (typeof deadlines)[number];

/** A deadline in an address: `due-soon`. */
export function deadlineWord(deadline: Deadline): string {
  return deadline.replace(/[A-Z]/, "-$&").toLowerCase();
}

/** The deadlines among some words of an address; null for none asked. */
export function patchDeadlinesOf(words: readonly string[] | null): readonly PatchDeadline[] | null {
  return words && patchDeadlines.filter((each) => words.includes(deadlineWord(each)));
}

/**
 * The states that have a deadline: those of a patch that is approved and not in force. An AvailableSecurityUpdate waits
 * for its baseline's approval, and its clock runs meanwhile; what is InstalledRejected is to be removed, and how bad the
 * vendor calls it says only when it was to be installed.
 */
export const deadlineStates = [
  "Failed",
  "Missing",
  "InstalledPendingReboot",
] as const satisfies readonly KnownPatchState[];

export function hasDeadline(state: PatchState): boolean {
  const known = knownPatchState(state);
  return deadlineStates.some((each) => each === known);
}

const dayMs = 86_400_000;

/** The day of UTC on which a moment falls, as `2026-11-21`. A moment is ISO 8601 UTC or epoch milliseconds. */
export function utcDay(moment: string | number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** The day that is so many days after another, both of UTC. */
export function addDays(day: string, days: number): string {
  return utcDay(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs);
}

/** What a deadline counts from, and which day that is. */
export interface ClockStart {
  readonly clock: DeadlineClock;
  readonly day: string;
}

/** The clock of a finding. `firstSeen` and `releaseDate` are ISO 8601 UTC; null: AWS gives no release date. */
export function clockStart(firstSeen: string, releaseDate: string | null): ClockStart {
  return releaseDate === null
    ? { clock: "firstSeen", day: utcDay(firstSeen) }
    : { clock: "released", day: utcDay(releaseDate) };
}

/** The oldest clock day among some findings, by rank; null where none has a deadline. */
export type OldestClocks = Readonly<Record<SeverityRank, string | null>>;

/** The last day on which a finding is in time. */
export function dueDay(clockDay: string, rank: SeverityRank, days: DeadlineDays): string {
  return addDays(clockDay, days[rank]);
}

/** The due day of what is due first, out of the oldest clock of each rank; null: nothing has a deadline. */
export function dueFirst(oldest: OldestClocks, days: DeadlineDays): string | null {
  const dues = severityRanks.flatMap((rank) => {
    const day = oldest[rank];
    return day === null ? [] : [dueDay(day, rank, days)];
  });
  return dues.toSorted()[0] ?? null;
}

/** From `today` to the due day: 0 is today, negative is overdue. */
export function daysLeft(due: string, today: string): number {
  return Math.round((Date.parse(due) - Date.parse(today)) / dayMs);
}

/** How what is due on a day stands on another: it is overdue once its day has passed. */
export function deadlineOf(due: string | null, today: string): PatchDeadline {
  if (due === null) return "none";
  const left = daysLeft(due, today);
  if (left < 0) return "overdue";
  return left <= dueSoonDays ? "dueSoon" : "inTime";
}
