import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { NodeList } from "@/lib/api/node.schema";
import type { NodesQuery } from "@/lib/api/nodes-query";
import { NodesActions } from "./nodes-actions";

interface NodesHeaderProps {
  readonly list: NodeList;
  readonly query: NodesQuery;
  readonly nowMs: number;
}

/** How many nodes there are, where, and when that was read. */
export function NodesHeader({ list, query, nowMs }: NodesHeaderProps) {
  const read = list.sources.filter(({ readAt }) => readAt !== null).length;
  const all = list.sources.length;
  const isWhole = list.sources.every(({ status }) => status === "read");
  return (
    <header className="flex min-h-14.75 flex-wrap items-baseline gap-x-2.5 gap-y-1 px-gutter py-3">
      <h1 className="self-center text-xl font-semibold">Nodes</h1>
      <p className="self-center text-xs text-subtle tabular-nums">
        {list.asOf === null ? (
          "Not read yet"
        ) : (
          <>
            <b className="font-medium text-muted">
              {isWhole ? "" : "≥\u00a0"}
              {formatCount(list.totalManaged)}
            </b>{" "}
            managed nodes in {read < all ? `${read} of ` : ""}
            {countOf(all, "source", "sources")} · Read from SSM{" "}
            <TimeAgo time={list.asOf} nowMs={nowMs} className="font-medium text-muted" />
          </>
        )}
      </p>
      {list.asOf === null ? null : <NodesActions query={query} total={list.total} />}
    </header>
  );
}
