import { countOf, formatCount } from "@/components/ui/number-format";
import { duration } from "@/components/ui/relative-time";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Sweep } from "@/lib/api/sweep.schema";
import { BoxLines } from "./box-lines";
import { SweepDot } from "./sweep-mark";
import { readNothing, statusWords, tookMs } from "./sweep-words";

function placeOf(sweep: Sweep): string {
  if (sweep.sources.length === 0) return "There was no source to read";
  const all = countOf(sweep.sources.length, "source", "sources");
  const failed = sweep.sources.filter(({ status }) => status === "failed").length;
  const parts = [
    ...(failed === 0 ? [] : [`${formatCount(failed)} of ${all}`]),
    ...(sweep.nodesFailed === 0 ? [] : [countOf(sweep.nodesFailed, "node", "nodes")]),
  ];
  return parts.length === 0 ? `${all}, read whole` : `${parts.join(" and ")} not read`;
}

interface EndedSweepProps {
  readonly sweep: Sweep;
  readonly now: string;
  /** What the next line says: how the one that follows stands. */
  readonly next: string;
}

/** The last sweep that ended. */
export function EndedSweep({ sweep, now, next }: EndedSweepProps) {
  const { status, endedAt, nodesDone, nodesTotal } = sweep;
  const took = tookMs(sweep, now);
  const percent = nodesTotal === null || nodesTotal === 0 ? null : (100 * nodesDone) / nodesTotal;
  return (
    <BoxLines
      label={
        <>
          <SweepDot status={readNothing(sweep) ? "failed" : status} />
          <span>
            Last sweep: {readNothing(sweep) ? "nothing read" : statusWords[status].toLowerCase()}
            {endedAt === null ? null : (
              <>
                , <TimeAgo time={endedAt} nowMs={Date.parse(now)} />
              </>
            )}
          </span>
        </>
      }
      figure={formatCount(nodesDone)}
      unit={nodesTotal === null ? "nodes read" : `of ${countOf(nodesTotal, "node", "nodes")} read`}
      place={placeOf(sweep)}
      bar={
        <div aria-hidden="true" className="h-full flex-1 overflow-hidden rounded-xs bg-track">
          <div
            className="h-full rounded-xs bg-subtle"
            style={{ width: `${Math.min(100, percent ?? 0)}%` }}
          />
        </div>
      }
      left={took === null ? "" : `Took ${duration(took)}`}
      right={next}
    />
  );
}
