import { CopyButton } from "@/components/ui/copy-button";
import { ExportMenu } from "@/components/ui/export-menu";
import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import { HeaderActions } from "@/components/ui/header-actions";
import { baselinesApi } from "@/lib/api/addresses";
import type { BaselineList } from "@/lib/api/baseline.schema";
import { formatBaselinesQuery, type BaselinesQuery } from "@/lib/api/baselines-query";
import { listFiles } from "@/lib/browser/list-files";
import { describePatchBaselinesCommand } from "@/lib/domain/aws-cli";
import { foldsUnused } from "./folded-list";

interface BaselinesHeaderProps {
  readonly list: BaselineList;
  readonly query: BaselinesQuery;
  readonly nowMs: number;
}

/** Counts come under the filters: only a view without any can say how many there are. */
function Total({ list, query }: Pick<BaselinesHeaderProps, "list" | "query">) {
  const { accounts, regions } = query;
  const isPlaced = accounts !== null || regions !== null;
  const isFiltered = isPlaced || !foldsUnused({ ...query, owners: null });
  if (isFiltered) return "Patch baselines";
  const isWhole = list.sources.every(({ status }) => status === "read");
  return (
    <>
      <b className="font-medium text-muted">
        {isWhole ? "" : "≥\u00a0"}
        {formatCount(list.countsByOwner.self + list.countsByOwner.aws)}
      </b>{" "}
      patch baselines
    </>
  );
}

/** How many baselines there are, where, and when that was read. */
export function BaselinesHeader({ list, query, nowMs }: BaselinesHeaderProps) {
  const read = list.sources.filter(({ readAt }) => readAt !== null);
  const regions = [...new Set(list.sources.map(({ region }) => region))];
  return (
    <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-gutter pt-4 pb-3">
      <h1 className="text-xl font-semibold">Baselines</h1>
      <p className="text-xs text-subtle tabular-nums">
        {list.asOf === null ? (
          "Not read yet"
        ) : (
          <>
            <Total list={list} query={query} /> in {countOf(read.length, "source", "sources")} ·
            Read from SSM{" "}
            <TimeAgo time={list.asOf} nowMs={nowMs} className="font-medium text-muted" />
          </>
        )}
      </p>
      {regions.length === 0 ? null : (
        <HeaderActions>
          <CopyButton
            look="button"
            label={regions.length === 1 ? "Copy CLI command" : "Copy CLI commands"}
            text={regions.map(describePatchBaselinesCommand).join("\n")}
            className="max-sm:flex-1"
          />
          {list.total === 0 ? null : (
            <ExportMenu
              what={countOf(list.total, "baseline", "baselines")}
              files={listFiles(baselinesApi, formatBaselinesQuery(query))}
            />
          )}
        </HeaderActions>
      )}
    </header>
  );
}
