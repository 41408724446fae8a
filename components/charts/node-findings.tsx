import { countOf } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";
import type { NodeDay } from "@/lib/api/node-history.schema";
import { findingStates } from "@/lib/domain/patch-state";
import { findingSeries } from "./finding-series";
import { LazyTrendAreas } from "./lazy-trend-areas";
import { heldDays } from "./trend-days";
import { TrendLegend } from "./trend-legend";
import { TrendTable } from "./trend-table";

const heightPx = 120;

/** The counters that SSM gave on a day; null where it gave none, or no longer listed the node. */
function countsOf({ listing, countsByState }: NodeDay): Record<string, number> | null {
  const known = findingStates.flatMap((state) => {
    const count = countsByState[state];
    return count === null ? [] : [[state, count] as const];
  });
  return listing === "listed" && known.length > 0 ? Object.fromEntries(known) : null;
}

interface NodeFindingsProps {
  /** The newest first. */
  readonly days: readonly NodeDay[];
  /** The last day that is drawn: of which anything is known. */
  readonly to: string;
}

/** How many patches needed attention on a node, day by day: the numbers stand in the table, the drawing comes after. */
export function NodeFindings({ days, to }: NodeFindingsProps) {
  const changed = days.map((day) => ({ day: day.day, counts: countsOf(day) })).toReversed();
  const [first] = changed;
  if (first === undefined || first.day >= to) return null;
  const series = findingSeries.filter(({ key }) =>
    changed.some(({ counts }) => (counts?.[key] ?? 0) > 0),
  );
  if (series.length === 0) return null;
  const drawn = heldDays(changed, to);
  const known = drawn.filter(({ counts }) => counts !== null).length;
  const gaps = drawn.length - known;
  const label = `Patches that needed attention on each of ${countOf(known, "day", "days")} since ${absoluteDay(first.day)}, one state over the other.`;
  return (
    <div className="px-gutter pb-4">
      <LazyTrendAreas label={label} days={drawn} series={series} heightPx={heightPx} />
      <TrendLegend series={series} />
      {gaps === 0 ? null : (
        <p className="text-xs text-subtle">
          {`Of ${countOf(gaps, "day", "days")} SSM gave no counts: a gap.`}
        </p>
      )}
      <TrendTable
        label="The days as a table"
        caption="Patches that needed attention, a row a day on which something of the node changed"
        columns={series.map(({ name }) => name)}
        rows={changed.flatMap(({ day, counts }) =>
          counts === null ? [] : [{ day, counts: series.map(({ key }) => counts[key] ?? null) }],
        )}
      />
    </div>
  );
}
