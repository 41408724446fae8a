import { formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodesPage } from "@/lib/api/addresses";
import type { SweepPart, SweptSource } from "@/lib/api/sweep.schema";
import { withinScope } from "@/lib/browser/scope";
import type { SweepStatus } from "@/lib/domain/sweep";
import { SweepDot } from "./sweep-mark";
import { failureWords } from "./sweep-words";

interface SourceCellProps {
  readonly source: SweptSource;
  /** Its part of the sweep that runs; null: none runs, or not there. */
  readonly part: SweepPart | null;
  readonly nowMs: number;
}

function dotOf({ status, nodesUnread }: SweptSource, part: SweepPart | null): SweepStatus {
  if (part?.status === "running") return "running";
  if (status === "failed") return "failed";
  if (status !== "read") return "waiting";
  return (nodesUnread ?? 0) > 0 ? "partial" : "complete";
}

/** What the source holds, or why nobody can say. */
function Holds({ source, part }: Pick<SourceCellProps, "source" | "part">) {
  const { account, region, nodes, readAt, error } = source;
  if (error !== null) return failureWords[error.code];
  const count = part?.nodesTotal ?? nodes;
  if (count === null) return part?.status === "running" ? "Listing nodes" : "Not read yet";
  const words = `${formatCount(count)} ${count === 1 ? "node" : "nodes"}`;
  if (readAt === null) return words;
  return (
    <a
      className="inline-flex min-h-6 items-center"
      href={withinScope(nodesPage, { accounts: [account], regions: [region] })}
    >
      {words}
    </a>
  );
}

/** How old it is, or how far its reading. */
function Age({ source, part, nowMs }: SourceCellProps) {
  const { readAt, error, nodesUnread } = source;
  if (part?.status === "running") {
    return part.nodesTotal === null
      ? "reading now"
      : `reading, ${formatCount(part.nodesDone)} of ${formatCount(part.nodesTotal)}`;
  }
  if (part?.status === "waiting" && readAt === null && error === null) return "waiting its turn";
  if (readAt === null) return "never read";
  const age = <TimeAgo time={readAt} nowMs={nowMs} />;
  if (error !== null) return <>last read {age}</>;
  return nodesUnread === null || nodesUnread === 0 ? (
    <>read {age}</>
  ) : (
    <>
      {formatCount(nodesUnread)} unread · {age}
    </>
  );
}

/** One account in one Region. */
export function SourceCell({ source, part, nowMs }: SourceCellProps) {
  return (
    <div className="grid grid-cols-[0.4375rem_minmax(0,1fr)] items-center gap-x-2">
      <SweepDot status={dotOf(source, part)} />
      <span className="font-medium">
        <Holds source={source} part={part} />
      </span>
      <span className="col-start-2 text-xs text-subtle">
        <Age source={source} part={part} nowMs={nowMs} />
      </span>
    </div>
  );
}
