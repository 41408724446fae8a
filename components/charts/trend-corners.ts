import type { TrendDay } from "./trend-days";

/** A corner of a drawing in which each day lasts from its start to its end. */
export interface TrendCorner {
  readonly atMs: number;
  /** By the key of the series; one that is not there is not drawn. Nothing of a day that was not read. */
  readonly counts: Readonly<Record<string, number>>;
  /** True at the start of a day of which not enough was read. */
  readonly isHollow: boolean;
}

const dayMs = 86_400_000;

/** The start and the end of every day: one that no other follows has a width too, and none of a series has no line. */
export function trendCorners(days: readonly TrendDay[]): readonly TrendCorner[] {
  return days.flatMap(({ day, counts, complete }) => {
    const atMs = Date.parse(day);
    const drawn = Object.fromEntries(Object.entries(counts ?? {}).filter(([, count]) => count > 0));
    return [
      { atMs, counts: drawn, isHollow: counts !== null && !complete },
      // A millisecond before midnight: it is of the day that ends.
      { atMs: atMs + dayMs - 1, counts: drawn, isHollow: false },
    ];
  });
}
