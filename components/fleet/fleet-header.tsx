import { CopyLink } from "./copy-link";
import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import { formatOverviewQuery, type OverviewQuery } from "@/lib/api/history-query";
import type { Overview } from "@/lib/api/overview";
import { nodesWithin } from "@/lib/api/trust-step";
import { LeftNodes } from "./left-nodes";

interface FleetHeaderProps {
  readonly overview: Overview;
  readonly query: OverviewQuery;
  readonly nowMs: number;
}

/** How many nodes there are, where, how old that is, and which are in no other number. */
export function FleetHeader({ overview, query, nowMs }: FleetHeaderProps) {
  const { asOf, sources, nodes } = overview;
  const read = sources.filter(({ readAt }) => readAt !== null).length;
  const isWhole = sources.every(({ status }) => status === "read");
  const accounts = new Set(sources.map(({ account }) => account)).size;
  const regions = new Set(sources.map(({ region }) => region)).size;
  return (
    <header className="flex min-h-14.75 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-gutter py-3">
      <h1 className="text-xl font-semibold">Fleet</h1>
      <p className="text-xs text-subtle tabular-nums">
        {asOf === null ? (
          "Not read yet"
        ) : (
          <>
            <a href={nodesWithin(query, {})} className="-my-1 inline-block py-1">
              <b className="font-medium text-muted">
                {isWhole ? "" : "≥\u00a0"}
                {formatCount(nodes.total)}
              </b>{" "}
              managed {nodes.total === 1 ? "node" : "nodes"}
            </a>{" "}
            in {countOf(accounts, "account", "accounts")} and{" "}
            {countOf(regions, "Region", "Regions")}
            {read < sources.length
              ? `, ${read} of ${countOf(sources.length, "source", "sources")} read`
              : ""}{" "}
            · Read from SSM <TimeAgo time={asOf} nowMs={nowMs} className="font-medium text-muted" />
            <LeftNodes nodes={nodes} query={query} />
          </>
        )}
      </p>
      <div className="ml-auto flex gap-2 max-sm:mt-1 max-sm:w-full">
        <CopyLink search={formatOverviewQuery(query)} />
      </div>
    </header>
  );
}
