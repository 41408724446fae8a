"use client";

import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { classNames } from "@/components/ui/class-names";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { cellClass, rowClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import {
  defaultPatchSort,
  patchColumns,
  type NodePatchesQuery,
  type PatchColumn,
} from "@/lib/api/node-patches-query";
import type { PatchItem } from "@/lib/api/node-patches.schema";
import { nextSort, sortedBy } from "@/lib/browser/next-sort";
import type { OpenPatch } from "@/lib/browser/node-view";
import { currentNodeView, showNodeView } from "@/lib/browser/show-node-view";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { columnClass, inPanel, waitingColumns } from "./column-class";
import { descendingFirst, patchTableColumns, patchTableFeatures } from "./patch-columns";
import { isSamePatch, patchRowId } from "./patch-row-id";

interface PatchTableProps {
  readonly items: readonly PatchItem[];
  readonly nowMs: number;
  readonly query: NodePatchesQuery;
  readonly operatingSystem: OperatingSystem | null;
  readonly openPatch: OpenPatch | null;
  readonly hrefOf: (patch: OpenPatch) => string;
  /** The rows still answer the query before this one. */
  readonly isOutdated: boolean;
  /** The day of UTC on which the page was written. */
  readonly today: string;
  /** How many rows are shown as on their way. */
  readonly waiting: number;
}

function sortBy(column: PatchColumn, add: boolean): void {
  const view = currentNodeView();
  const sort = nextSort(view.query.sort, column, descendingFirst[column], defaultPatchSort, add);
  showNodeView({ ...view, query: { ...view.query, sort, page: 1 } });
}

function parseColumn(id: string): PatchColumn {
  return patchColumns.find((column) => column === id) ?? "title";
}

/** The rows of a view. The server sorts and pages; a row's link opens its panel. */
export function PatchTable({
  items,
  nowMs,
  query,
  operatingSystem,
  openPatch,
  hrefOf,
  isOutdated,
  today,
  waiting,
}: PatchTableProps) {
  const columns = useMemo(
    () => patchTableColumns(operatingSystem, today),
    [operatingSystem, today],
  );
  const data = useMemo(
    () => items.map((item) => ({ ...item, href: hrefOf(item), nowMs })),
    [items, hrefOf, nowMs],
  );
  const table = useTable({
    features: patchTableFeatures,
    columns,
    data,
    getRowId: patchRowId,
  });
  const isShown = (column: PatchColumn) => openPatch === null || !inPanel.has(column);

  return (
    <TableFrame
      caption="Patches of this node"
      fitsFrom={openPatch === null ? "lg" : "xl"}
      busy={isOutdated}
    >
      <HeadRow>
        {table.getFlatHeaders().map((header) => {
          const column = parseColumn(header.column.id);
          const label = header.column.columnDef.header;
          return isShown(column) ? (
            <HeadCell
              key={header.id}
              className={columnClass(column, operatingSystem)}
              label={typeof label === "string" ? label : ""}
              sorted={sortedBy(query.sort, column, defaultPatchSort)}
              sortBy={(add) => sortBy(column, add)}
            />
          ) : null;
        })}
      </HeadRow>
      <tbody className="max-sm:block">
        {table.getRowModel().rows.map((row) => {
          const isOpen = isSamePatch(row.original, openPatch);
          return (
            <tr key={row.id} className={rowClass} data-open={isOpen ? "" : undefined}>
              {row.getAllCells().map((cell) => {
                const column = parseColumn(cell.column.id);
                const isUntitled =
                  (column === "title" && row.original.title === null) ||
                  (column === "deadline" && row.original.dueOn === null);
                return isShown(column) ? (
                  <td
                    key={cell.id}
                    className={classNames(
                      cellClass,
                      columnClass(column, operatingSystem),
                      isUntitled && "max-sm:hidden",
                      "group-data-open:bg-selected group-data-open:first:shadow-[inset_2px_0_var(--color-accent)] max-sm:shadow-none!",
                    )}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ) : null;
              })}
            </tr>
          );
        })}
        {waiting > 0 ? (
          <SkeletonRows
            rows={waiting}
            columns={waitingColumns.filter(({ name }) => isShown(name))}
          />
        ) : null}
      </tbody>
    </TableFrame>
  );
}
