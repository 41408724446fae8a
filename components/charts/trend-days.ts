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

/** The days from one to another, both of them among them. */
function daysBetween(from: string, to: string): readonly string[] {
  const fromMs = Date.parse(from);
  const count = Math.max(0, Math.floor((Date.parse(to) - fromMs) / dayMs) + 1);
  return Array.from({ length: count }, (_day, at) =>
    new Date(fromMs + at * dayMs).toISOString().slice(0, 10),
  );
}

/** Every day from the first point to the last of the range, those without a point as gaps. */
export function trendDays(points: readonly ReadDay[], to: string): readonly TrendDay[] {
  const [first] = points;
  if (first === undefined) return [];
  const byDay = new Map(points.map((point) => [point.day, point]));
  return daysBetween(first.day, to).map(
    (day) => byDay.get(day) ?? { day, counts: null, complete: false },
  );
}

/** A day on which something changed; null: nothing was known from then on. */
interface ChangedDay {
  readonly day: string;
  readonly counts: Readonly<Record<string, number>> | null;
}

/** Every day from the first of some days to `to`, the oldest first: what one left holds until the next. */
export function heldDays(changed: readonly ChangedDay[], to: string): readonly TrendDay[] {
  const [first] = changed;
  if (first === undefined) return [];
  const byDay = new Map(changed.map((each) => [each.day, each.counts]));
  let counts = first.counts;
  return daysBetween(first.day, to).map((day) => {
    counts = byDay.has(day) ? (byDay.get(day) ?? null) : counts;
    return { day, counts, complete: counts !== null };
  });
}
