import { countOf, formatCount } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";
import { SectionHeading } from "@/components/ui/section-heading";
import type { Rollout } from "@/lib/api/rollout.schema";
import { LazyTrendAreas } from "./lazy-trend-areas";
import { trendDays } from "./trend-days";
import { TrendTable } from "./trend-table";

const heightPx = 140;

/** Worst at the bottom, where it is compared best. */
const everySeries = [
  { key: "Failed", name: "Failed", colour: "var(--color-st-failed)" },
  { key: "Missing", name: "Missing", colour: "var(--color-st-missing)" },
  { key: "InstalledRejected", name: "Rejected", colour: "var(--color-st-rejected)" },
  { key: "AvailableSecurityUpdate", name: "Security update", colour: "var(--color-st-avail-sec)" },
  {
    key: "InstalledPendingReboot",
    name: "Pending reboot",
    colour: "var(--color-st-pending-reboot)",
  },
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
            <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
              {series.map(({ key, name, colour }) => (
                <li key={key} className="inline-flex min-h-6 items-center gap-1.5">
                  <span
                    aria-hidden="true"
                    className="size-2 rounded-[2px]"
                    style={{ background: colour }}
                  />
                  {name}
                </li>
              ))}
            </ul>
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
