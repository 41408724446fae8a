import type { TrendDay } from "./trend-days";

/** A corner of a drawing in which each day lasts from its start to its end. */
export interface TrendCorner {
  readonly atMs: number;
  /** By the key of the series; null where a gap begins. */
  readonly counts: TrendDay["counts"];
  /** True at the start of a day of which not enough was read. */
  readonly isHollow: boolean;
}

const dayMs = 86_400_000;

/** The start of every day, and the end of each that no day with counts follows: so that it too has a width. */
export function trendCorners(days: readonly TrendDay[]): readonly TrendCorner[] {
  return days.flatMap(({ day, counts, complete }, at) => {
    const atMs = Date.parse(day);
    const start = { atMs, counts, isHollow: counts !== null && !complete };
    const isFollowed = (days[at + 1]?.counts ?? null) !== null;
    // A millisecond before midnight: it is of the day that ends.
    return counts === null || isFollowed
      ? [start]
      : [start, { atMs: atMs + dayMs - 1, counts, isHollow: false }];
  });
}
