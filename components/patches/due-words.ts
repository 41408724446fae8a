import { clockWords } from "@/components/badges/deadline-words";
import { absoluteDay } from "@/components/ui/relative-time";
import { daysLeft, hasDeadline, type DeadlineClock } from "@/lib/domain/deadline";

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
  if (hasDeadline(state))
    return "Patchboard has not kept this finding yet, or another row of it has the deadline";
  if (state === "AvailableSecurityUpdate")
    return "Not approved by the baseline: without a deadline until it is";
  return "Only patches that are to be installed have a deadline";
}
