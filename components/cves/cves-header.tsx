import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import { cvesApi } from "@/lib/api/addresses";
import type { CveList } from "@/lib/api/cve.schema";
import { formatCvesQuery, type CvesQuery } from "@/lib/api/cves-query";
import { listFiles } from "@/lib/browser/list-files";
import { CvesActions } from "./cves-actions";
import { cvesAddress } from "./cves-address";

interface CvesHeaderProps {
  readonly list: CveList;
  readonly query: CvesQuery;
  readonly nowMs: number;
}

/** How many CVEs are open somewhere, of how much of the fleet that can be said, and when it was read. */
export function CvesHeader({ list, query, nowMs }: CvesHeaderProps) {
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
      {asOf === null ? null : (
        <CvesActions
          link={cvesAddress(query)}
          what={list.total === 0 ? null : countOf(list.total, "CVE", "CVEs")}
          files={listFiles(cvesApi, formatCvesQuery(query))}
        />
      )}
    </header>
  );
}
