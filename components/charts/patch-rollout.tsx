import { countOf, formatCount } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";
import { SectionHeading } from "@/components/ui/section-heading";
import type { Rollout } from "@/lib/api/rollout.schema";
import { findingSeries } from "./finding-series";
import { LazyTrendAreas } from "./lazy-trend-areas";
import { trendDays } from "./trend-days";
import { TrendLegend } from "./trend-legend";
import { TrendTable } from "./trend-table";

const heightPx = 140;

const everySeries = [
  ...findingSeries,
  { key: "fixed", name: "Fixed", colour: "var(--color-st-installed)" },
] as const;

type RolloutDay = Rollout["items"][number];

function open({ nodesByState }: RolloutDay): number {
  return Object.values(nodesByState).reduce((sum, count) => sum + count, 0);
}

function words(day: RolloutDay): string {
  const all = open(day) + day.nodesFixed;
  return `${formatCount(day.nodesFixed)} of ${countOf(all, "node", "nodes")} had it fixed`;
}

/** How a patch came to the nodes that lacked it: the numbers stand in the page, and the drawing comes after. */
export function PatchRollout({ rollout: { items, from, to } }: { rollout: Rollout }) {
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return null;
  const points = items.map(({ day, nodesByState, nodesFixed }) => ({
    day,
    counts: { ...nodesByState, fixed: nodesFixed },
    complete: true,
  }));
  const series = everySeries.filter(({ key }) => points.some(({ counts }) => counts[key] > 0));
  const days = trendDays(points, to);
  const gaps = days.filter(({ counts }) => counts === null).length;
  const summary = `On ${absoluteDay(last.day)}, ${words(last)}; on ${formatCount(open(last))} it still needed attention.`;
  return (
    <section aria-labelledby="rollout" className="border-b border-line pb-4">
      <SectionHeading
        id="rollout"
        title="Rollout"
        note={`nodes a day, one state over the other, since ${absoluteDay(first.day > from ? first.day : from)} (UTC)`}
      />
      <div className="px-gutter">
        <p className="mb-2 text-muted tabular-nums">
          {summary} {items.length < 2 ? "The drawing starts with the second day." : ""}
        </p>
        {items.length < 2 ? null : (
          <>
            <LazyTrendAreas label={summary} days={days} series={series} heightPx={heightPx} />
            <TrendLegend series={series} />
          </>
        )}
        <p className="text-xs text-subtle">
          Counted are nodes on which Patchboard has seen it need attention.
          {gaps === 0 ? "" : ` ${countOf(gaps, "day was", "days were")} not read: a gap.`}
        </p>
        <TrendTable
          label="The rollout as a table"
          caption="Nodes by what the patch was on them, a row a day"
          columns={series.map(({ name }) => name)}
          rows={points.map(({ day, counts }) => ({
            day,
            counts: series.map(({ key }) => counts[key]),
          }))}
        />
      </div>
    </section>
  );
}
