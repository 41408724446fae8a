/** One day of a drawing; a day on which nothing was read has no numbers, and is a gap. */
export interface TrendDay {
  readonly day: string;
  /** By the key of the series. */
  readonly counts: Readonly<Record<string, number>> | null;
  readonly complete: boolean;
}

/** A day that was read. */
interface ReadDay {
  readonly day: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly complete: boolean;
}

const dayMs = 86_400_000;

/** Every day from the first point to the last of the range, those without a point as gaps. */
export function trendDays(points: readonly ReadDay[], to: string): readonly TrendDay[] {
  const [first] = points;
  if (first === undefined) return [];
  const byDay = new Map(points.map((point) => [point.day, point]));
  const days: TrendDay[] = [];
  for (let ms = Date.parse(first.day); ms <= Date.parse(to); ms += dayMs) {
    const day = new Date(ms).toISOString().slice(0, 10);
    days.push(byDay.get(day) ?? { day, counts: null, complete: false });
  }
  return days;
}
