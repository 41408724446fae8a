import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { CveList } from "@/lib/api/cve.schema";

/** How many CVEs are open somewhere, of how much of the fleet that can be said, and when it was read. */
export function CvesHeader({ list, nowMs }: { list: CveList; nowMs: number }) {
  const { asOf, totalCves, nodesManaged, coverage } = list;
  return (
    <header className="flex min-h-14.75 flex-wrap items-center gap-x-2.5 gap-y-1 px-gutter py-3">
      <h1 className="text-xl font-semibold">CVEs</h1>
      <p className="text-xs text-subtle tabular-nums">
        {asOf === null ? (
          "Not read yet"
        ) : (
          <>
            <b className="font-medium text-muted">{formatCount(totalCves)}</b> open, by the{" "}
            {formatCount(coverage.nodesReporting)} of {countOf(nodesManaged, "node", "nodes")} that
            report CVEs · Read from SSM{" "}
            <TimeAgo time={asOf} nowMs={nowMs} className="font-medium text-muted" />
          </>
        )}
      </p>
    </header>
  );
}
