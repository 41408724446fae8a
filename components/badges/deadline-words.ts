import {
  deadlineWord,
  daysLeft,
  deadlines,
  dueSoonDays,
  type Deadline,
  type DeadlineClock,
  type DeadlineDays,
} from "@/lib/domain/deadline";
import { absoluteDay } from "@/components/ui/relative-time";

export const deadlineWords: Record<Deadline, string> = {
  overdue: "Overdue",
  dueSoon: `Due within ${dueSoonDays} days`,
  inTime: "Due later",
  none: "Nothing due",
  unknown: "Findings not read",
};

/** What a word of `deadline=` means. */
export function deadlineLabel(word: string): string {
  const known = deadlines.find((each) => deadlineWord(each) === word);
  return known === undefined ? word : deadlineWords[known];
}

/** The colour of a deadline in words: only what is late or nearly so is coloured. */
export const deadlineText: Record<Deadline, string> = {
  overdue: "font-medium text-st-failed-text",
  dueSoon: "font-medium text-st-missing-text",
  inTime: "text-muted",
  none: "text-faint",
  unknown: "text-faint",
};

/** What the deadline counts from. */
export const clockWords: Record<DeadlineClock, string> = {
  released: "released by its vendor",
  firstSeen: "first seen by Patchboard",
};

function count(days: number): string {
  return `${days}\u00a0${days === 1 ? "day" : "days"}`;
}

/** How far off a due day is: `12 days late`, `today`, `in 3 days`. Both are days of UTC. */
export function dueWords(due: string, today: string): string {
  const left = daysLeft(due, today);
  if (left < 0) return `${count(-left)} late`;
  return left === 0 ? "today" : `in\u00a0${count(left)}`;
}

/** The due day in full: `Due by 2 Dec 2026 (UTC)`. */
export function dueDayWords(due: string): string {
  return `Due by ${absoluteDay(due)} (UTC)`;
}

/** What the deadlines are: `14 days for critical, 30 for important or high, 90 for others`. */
export function deadlineDaysWords({ critical, high, medium, low, unrated }: DeadlineDays): string {
  const first = `${count(critical)} for critical, ${high} for important or high`;
  return medium === low && low === unrated
    ? `${first}, ${medium} for others`
    : `${first}, ${medium} for medium, ${low} for low, ${unrated} for unrated`;
}
