import { clockWords } from "@/components/badges/deadline-words";
import { absoluteDay } from "@/components/ui/relative-time";
import { daysLeft, hasDeadline, type DeadlineClock } from "@/lib/domain/deadline";
import { isFindingState } from "@/lib/domain/patch-state";

interface Due {
  readonly dueOn: string | null;
  readonly clock: DeadlineClock | null;
  readonly clockDay: string | null;
}

/** What a deadline counts from: `14 days after it was first seen by Patchboard on 18 Nov 2026`. */
export function whyDue({ dueOn, clock, clockDay }: Due): { readonly why?: string } {
  if (dueOn === null || clock === null || clockDay === null) return {};
  const days = daysLeft(dueOn, clockDay);
  return {
    why: `${days} ${days === 1 ? "day" : "days"} after it was ${clockWords[clock]} on ${absoluteDay(clockDay)}`,
  };
}

/** Why a row has no deadline. */
export function whyNoDeadline({ state }: { readonly state: string }): string {
  if (!isFindingState(state)) return "Only patches that need attention have a deadline";
  return hasDeadline(state)
    ? "Patchboard has not kept this finding yet, or another row of it has the deadline"
    : "Not approved by the baseline: without a deadline until it is";
}
