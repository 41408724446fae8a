import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import { countOf, formatCount } from "@/components/ui/number-format";
import { duration } from "@/components/ui/relative-time";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { formatSweepsView, type SweepsView } from "@/lib/api/sweeps-query";
import { sweepsPage } from "@/lib/api/addresses";
import type { Sweep } from "@/lib/api/sweep.schema";
import { SweepMark } from "./sweep-mark";
import { causeWords, notReadWords, readNothing, tookMs } from "./sweep-words";

/** Where the opened sweep stands on the page. */
export const openedSweepId = "sweep";

interface SweepRowProps {
  readonly sweep: Sweep;
  readonly view: SweepsView;
  readonly now: string;
}

function nodesWords({ status, nodesDone, nodesTotal }: Sweep): string {
  if (status === "waiting") return "–";
  return nodesTotal === null || nodesDone === nodesTotal
    ? formatCount(nodesDone)
    : `${formatCount(nodesDone)} of ${formatCount(nodesTotal)}`;
}

function CountCell({ count, unit }: { count: number | null; unit: string }) {
  return (
    <td
      className={classNames(
        cellClass,
        secondLineClass,
        "t-number",
        (count === null || count === 0) && "text-faint max-sm:hidden",
      )}
    >
      {count === null ? "–" : formatCount(count)}
      <span className="t-unit">&nbsp;{unit}</span>
    </td>
  );
}

/** One sweep of the list; a two-line item on a narrow screen. */
export function SweepRow({ sweep, view, now }: SweepRowProps) {
  const { id, cause, status, requestedAt, startedAt, sources, calls, throttled } = sweep;
  const quiet = classNames(cellClass, secondLineClass, "text-muted");
  const isOpen = view.sweepId === id;
  const took = tookMs(sweep, now);
  const notRead = notReadWords(sweep);
  const begun = status !== "waiting";
  return (
    <tr className={rowClass} data-open={isOpen || undefined}>
      <td className={classNames(cellClass, "t-title", isOpen && "sm:bg-selected")}>
        <a
          href={`${sweepsPage}?${formatSweepsView({ ...view, sweepId: id })}#${openedSweepId}`}
          aria-current={isOpen ? "true" : undefined}
        >
          <Moment time={startedAt ?? requestedAt} />
        </a>
      </td>
      <td className={classNames(cellClass, "max-sm:order-1")}>
        {readNothing(sweep) ? (
          <SweepMark status="failed" word="Nothing read" />
        ) : (
          <SweepMark status={status} />
        )}
      </td>
      <td className={classNames(quiet, "max-sm:hidden")}>
        {begun ? countOf(sources.length, "source", "sources") : "–"}
      </td>
      <td className={quiet}>{causeWords[cause]}</td>
      <td className={classNames(cellClass, secondLineClass, "t-number")}>
        {nodesWords(sweep)}
        <span className="t-unit">&nbsp;nodes</span>
      </td>
      <CountCell count={begun ? calls : null} unit="calls" />
      <CountCell count={begun ? throttled : null} unit="throttled" />
      <td
        className={classNames(
          cellClass,
          secondLineClass,
          "t-number",
          notRead === null
            ? "text-faint max-sm:hidden"
            : "text-st-missing-text max-sm:text-st-missing-text!",
        )}
      >
        {notRead ?? (begun ? "0" : "–")}
        <span className="t-unit">&nbsp;not read</span>
      </td>
      <td
        className={classNames(
          cellClass,
          secondLineClass,
          "t-number text-muted",
          took === null && "max-sm:hidden",
        )}
      >
        {took === null ? <span className="text-faint">–</span> : duration(took)}
      </td>
    </tr>
  );
}
