import type { TrendDay } from "./trend-days";

/** A corner of a drawing in which each day lasts from its start to its end. */
export interface TrendCorner {
  readonly atMs: number;
  /** By the key of the series; one that is not there is not drawn. None where nothing was read. */
  readonly counts: Readonly<Record<string, number>>;
  /** True at the start of a day of which not enough was read. */
  readonly isHollow: boolean;
}

const dayMs = 86_400_000;

/** Of a day that has some of a series, the others have no line: it would be that of what lies under it. */
function drawnOf(counts: TrendDay["counts"]): TrendCorner["counts"] {
  const all = Object.entries(counts ?? {});
  const some = all.filter(([, count]) => count > 0);
  return Object.fromEntries(some.length > 0 ? some : all);
}

/** The start and the end of every day: one that no other follows has a width too. */
export function trendCorners(days: readonly TrendDay[]): readonly TrendCorner[] {
  return days.flatMap(({ day, counts, complete }) => {
    const atMs = Date.parse(day);
    const drawn = drawnOf(counts);
    return [
      { atMs, counts: drawn, isHollow: counts !== null && !complete },
      // A millisecond before midnight: it is of the day that ends.
      { atMs: atMs + dayMs - 1, counts: drawn, isHollow: false },
    ];
  });
}
