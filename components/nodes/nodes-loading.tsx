"use client";

import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { TableFrame } from "@/components/ui/table-frame";
import { columnsOf, fitsScreen } from "./node-columns";
import { NodeHead } from "./node-head";

interface NodesLoadingProps {
  readonly columnIds: readonly string[];
  /** Whether the chart will stand above the list. */
  readonly chart: boolean;
}

/**
 * The node list before its first rows: the same heads, everything of the height that it will have. A client component,
 * because what stands in for rows needn't travel as markup twice.
 */
export function NodesLoading({ columnIds, chart }: NodesLoadingProps) {
  const columns = columnsOf(columnIds);
  return (
    <section aria-label="Nodes" aria-busy="true">
      <header className="flex min-h-14.75 items-center px-gutter">
        <h1 className="text-xl font-semibold">Nodes</h1>
      </header>
      <div className="h-10.5 border-b border-line" />
      <div className="h-12 border-b border-line" />
      <div className={chart ? "h-51 border-b border-line" : "h-9 border-b border-line"} />
      <TableFrame
        caption="Managed nodes, being read"
        fitsFrom={fitsScreen(columnIds) ? "xl" : "never"}
      >
        <NodeHead columns={columns} query={null} />
        <tbody className="max-sm:block">
          <SkeletonRows
            rows={4}
            columns={columns.map(({ label, numeric }) => ({
              name: label,
              width: numeric ? 40 : 75,
            }))}
          />
        </tbody>
      </TableFrame>
    </section>
  );
}
