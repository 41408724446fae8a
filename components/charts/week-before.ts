import type { HistoryPoint } from "@/lib/api/history.schema";

/** A week ago in the history, beside the newest day. */
export interface WeekBefore {
  readonly last: HistoryPoint;
  readonly before: HistoryPoint;
  /** The day a week before the newest one; another than `before.day` where it was not read. */
  readonly wanted: string;
}

const weekMs = 7 * 86_400_000;

/** The point a week before the newest one, or where that day is a gap, the last one before it; null without any. */
export function weekBefore(points: readonly HistoryPoint[]): WeekBefore | null {
  const last = points.at(-1);
  if (last === undefined) return null;
  const wanted = new Date(Date.parse(last.day) - weekMs).toISOString().slice(0, 10);
  const before = points.findLast(({ day }) => day <= wanted);
  return before === undefined ? null : { last, before, wanted };
}
