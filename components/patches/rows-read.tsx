import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { RowsHeld } from "@/lib/api/patch.schema";

interface RowsReadProps {
  readonly rows: RowsHeld;
  /** null: nothing has been read. */
  readonly asOf: string | null;
  readonly nowMs: number;
}

/** What the numbers of a page rest on, and when that was read. */
export function RowsRead({ rows, asOf, nowMs }: RowsReadProps) {
  if (asOf === null) return "Not read yet";
  return (
    <>
      from {rows.nodesRead === rows.nodes ? "all " : `${formatCount(rows.nodesRead)} of `}
      {countOf(rows.nodes, "node", "nodes")}
      {rows.nodesWithoutResult === 0
        ? ""
        : `, ${formatCount(rows.nodesWithoutResult)} without a result`}
      {rows.nodesOutdated === 0 ? "" : `, ${formatCount(rows.nodesOutdated)} of an earlier scan`} ·
      Read from SSM <TimeAgo time={asOf} nowMs={nowMs} className="font-medium text-muted" />
    </>
  );
}
