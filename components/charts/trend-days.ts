import type { HistoryPoint } from "@/lib/api/history.schema";

/** One day of the drawing; a day on which nothing was read has no numbers, and is a gap. */
export interface TrendDay {
  readonly day: string;
  readonly nonCompliant: number | null;
  readonly unknown: number | null;
  readonly complete: boolean;
}

const dayMs = 86_400_000;

/** Every day from the first point to the last of the range, those without a point as gaps. */
export function trendDays(points: readonly HistoryPoint[], to: string): readonly TrendDay[] {
  const [first] = points;
  if (first === undefined) return [];
  const byDay = new Map(points.map((point) => [point.day, point]));
  const days: TrendDay[] = [];
  for (let ms = Date.parse(first.day); ms <= Date.parse(to); ms += dayMs) {
    const day = new Date(ms).toISOString().slice(0, 10);
    const point = byDay.get(day);
    days.push({
      day,
      nonCompliant: point?.nonCompliant ?? null,
      unknown: point?.unknown ?? null,
      complete: point?.complete ?? false,
    });
  }
  return days;
}
