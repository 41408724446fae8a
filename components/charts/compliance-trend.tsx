import { classNames } from "@/components/ui/class-names";
import { countOf, formatCount } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";
import { SectionHeading } from "@/components/ui/section-heading";
import { overviewPage } from "@/lib/api/addresses";
import {
  defaultRange,
  formatOverviewQuery,
  historyRanges,
  type HistoryRange,
  type OverviewQuery,
} from "@/lib/api/history-query";
import type { Overview } from "@/lib/api/overview";
import { nodesWithin } from "@/lib/api/trust-step";
import { LastWeek } from "./last-week";
import { LazyTrendAreas } from "./lazy-trend-areas";
import { trendDays } from "./trend-days";
import { TrendTable } from "./trend-table";

interface ComplianceTrendProps {
  readonly overview: Pick<Overview, "history" | "nodes">;
  readonly query: OverviewQuery;
}

const heightPx = 160;

const series = [
  { key: "nonCompliant", name: "Non-compliant", colour: "var(--color-node-noncompliant)" },
  { key: "unknown", name: "Unknown", colour: "var(--color-node-unknown)" },
];

const rangeWords: Record<HistoryRange, string> = {
  "30d": "30 days",
  "90d": "90 days",
  "1y": "1 year",
};

function Ranges({ query }: { query: OverviewQuery }) {
  return (
    <nav aria-label="How far back" className="flex gap-1">
      {historyRanges.map((range) => {
        const search = formatOverviewQuery({ ...query, range });
        const isHere = range === query.range;
        return (
          <a
            key={range}
            href={search === "" ? overviewPage : `${overviewPage}?${search}`}
            aria-current={isHere ? "page" : undefined}
            className={classNames(
              "inline-flex min-h-6 items-center rounded-md px-1.5 text-xs hover:no-underline!",
              isHere
                ? "bg-surface-2 font-medium text-ink"
                : "font-normal text-muted hover:bg-hover",
            )}
          >
            {rangeWords[range]}
          </a>
        );
      })}
    </nav>
  );
}

/** What stands in the place of a trend that has no second day yet. */
function NoTrend({ history: { points } }: Pick<Overview, "history">) {
  const [first] = points;
  return (
    <p className="px-gutter pb-5 text-subtle">
      {first === undefined
        ? "No day in this range has been read. History starts the day Patchboard starts: AWS keeps none."
        : `The trend starts with the second day. History starts the day Patchboard starts, here on ${absoluteDay(first.day)}: AWS keeps none.`}
    </p>
  );
}

/** What the drawing shows, in a sentence. */
function summary({ history: { points, from, to } }: Pick<Overview, "history">): string {
  const last = points.at(-1);
  const days = `${absoluteDay(from)} to ${absoluteDay(to)}`;
  if (last === undefined) return `Non-compliant and unknown nodes a day, ${days}.`;
  return `Non-compliant and unknown nodes a day, ${days}. On ${absoluteDay(last.day)} ${formatCount(last.nonCompliant)} and ${formatCount(last.unknown)} of ${formatCount(last.nodes)}.`;
}

/** Nodes not known to be compliant, day by day; the numbers stand in the page, and the drawing comes after. */
export function ComplianceTrend({ overview, query }: ComplianceTrendProps) {
  const { history, nodes } = overview;
  const { points, from, to } = history;
  const days = trendDays(
    points.map(({ day, complete, nonCompliant, unknown }) => ({
      day,
      complete,
      counts: { nonCompliant, unknown },
    })),
    to,
  );
  const gaps = days.filter(({ counts }) => counts === null).length;
  const hollow = points.filter(({ complete }) => !complete).length;
  return (
    <section aria-labelledby="trend" className="min-w-0">
      <SectionHeading
        id="trend"
        title="Nodes not known to be compliant"
        note={points.length < 2 ? null : "one point a day"}
        action={points.length < 2 && query.range === defaultRange ? null : <Ranges query={query} />}
      />
      {points.length < 2 ? (
        <NoTrend history={history} />
      ) : (
        <div className="px-gutter pb-5">
          <LastWeek points={points} />
          <LazyTrendAreas
            label={summary({ history })}
            days={days}
            series={series}
            heightPx={heightPx}
          />
          <ul className="mt-2 flex flex-wrap gap-x-4 text-xs text-muted">
            {(["nonCompliant", "unknown"] as const).map((verdict) => (
              <li key={verdict}>
                <a
                  className="inline-flex min-h-6 items-center gap-1.5"
                  href={nodesWithin(query, { verdicts: [verdict] })}
                >
                  <span
                    aria-hidden="true"
                    className={classNames(
                      "size-2 rounded-[2px]",
                      verdict === "unknown" ? "bg-node-unknown" : "bg-node-noncompliant",
                    )}
                  />
                  {verdict === "unknown" ? "Unknown now" : "Non-compliant now"}{" "}
                  <b className="font-strong text-ink tabular-nums">{formatCount(nodes[verdict])}</b>
                </a>
              </li>
            ))}
          </ul>
          <p className="text-xs text-subtle">
            {points[0] && points[0].day > from && !history.beginsBefore
              ? `History starts on ${absoluteDay(points[0].day)}. `
              : ""}
            {gaps === 0 ? "" : `${countOf(gaps, "day was", "days were")} not read: a gap. `}
            {hollow === 0
              ? ""
              : `On ${countOf(hollow, "day", "days")} less than 99\u00a0% of the nodes were read: hollow.`}
          </p>
          <TrendTable
            label="The trend as a table"
            caption="Nodes by verdict, a row a day"
            columns={["Non-compliant", "Unknown", "Compliant", "Nodes", "Read"]}
            rows={points.map(
              ({ day, nonCompliant, unknown, compliant, nodes: all, nodesRead }) => ({
                day,
                counts: [nonCompliant, unknown, compliant, all, nodesRead],
              }),
            )}
          />
        </div>
      )}
    </section>
  );
}
