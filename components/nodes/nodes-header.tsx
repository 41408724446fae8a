import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { NodeList } from "@/lib/api/node.schema";

interface NodesHeaderProps {
  readonly list: NodeList;
  readonly nowMs: number;
}

/** How many nodes there are, where, and when that was read. */
export function NodesHeader({ list, nowMs }: NodesHeaderProps) {
  const read = list.sources.filter(({ status }) => status !== "neverRead").length;
  const isWhole = list.sources.every(({ status }) => status === "read");
  return (
    <header className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 px-gutter pt-4 pb-3">
      <h1 className="text-xl font-semibold">Nodes</h1>
      <p className="text-xs text-subtle tabular-nums">
        {list.asOf === null ? (
          "Not read yet"
        ) : (
          <>
            <b className="font-medium text-muted">
              {isWhole ? "" : "≥\u00a0"}
              {formatCount(list.totalManaged)}
            </b>{" "}
            managed nodes in {countOf(read, "source", "sources")} · Read from SSM{" "}
            <TimeAgo time={list.asOf} nowMs={nowMs} className="font-medium text-muted" />
          </>
        )}
      </p>
    </header>
  );
}
