import { countOf, formatCount } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";
import type { HistoryPoint } from "@/lib/api/history.schema";
import { weekBefore } from "./week-before";

function difference(count: number): string {
  if (count === 0) return "as many as";
  return count > 0 ? `${formatCount(count)} more than` : `${formatCount(-count)} fewer than`;
}

/** How it was last week, in words; nothing where the history is shorter than that. */
export function LastWeek({ points }: { points: readonly HistoryPoint[] }) {
  const week = weekBefore(points);
  if (week === null) return null;
  const { last, before, wanted } = week;
  return (
    <p className="mb-2 text-muted tabular-nums">
      {before.day === wanted
        ? "A week ago, on "
        : `${absoluteDay(wanted)}, a week ago, was not read. Before it, on `}
      {absoluteDay(before.day)},{" "}
      <b className="font-strong text-ink">
        {countOf(before.nonCompliant, "node was", "nodes were")} non-compliant
      </b>{" "}
      and {formatCount(before.unknown)} unknown, of {formatCount(before.nodes)}. On{" "}
      {absoluteDay(last.day)} {formatCount(last.nonCompliant)} are non-compliant:{" "}
      {difference(last.nonCompliant - before.nonCompliant)} then.
    </p>
  );
}
