import { classNames } from "@/components/ui/class-names";
import { SortMark } from "@/components/ui/sort-mark";
import { headCellClass } from "@/components/ui/table-class";
import { defaultPatchSort, type PatchColumn } from "@/lib/api/node-patches-query";
import type { SortKey } from "@/lib/api/query-reader";
import { sortedBy } from "@/lib/browser/next-sort";
import { columnClass } from "./column-class";

interface PatchHeadProps {
  readonly column: PatchColumn;
  readonly label: string;
  readonly sort: readonly SortKey<PatchColumn>[];
  /** `add`: shift was held, the column joins those that already sort. */
  readonly onSort?: (column: PatchColumn, add: boolean) => void;
}

const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** A column's head: what it is called, and how it sorts. Without `onSort` it only names the column. */
export function PatchHead({ column, label, sort, onSort }: PatchHeadProps) {
  const sorted = sortedBy(sort, column, defaultPatchSort);
  const className = classNames(headCellClass, columnClass[column]);
  if (onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {label}
      </th>
    );
  }
  return (
    <th
      scope="col"
      className={className}
      aria-sort={sorted === null ? undefined : ariaSort[sorted]}
    >
      <button
        type="button"
        onClick={(event) => onSort(column, event.shiftKey)}
        className={classNames(
          "group/sort inline-flex min-h-6 items-center gap-0.75 hover:text-ink",
          sorted !== null && "text-ink",
        )}
      >
        {label}
        <SortMark sorted={sorted} />
      </button>
    </th>
  );
}
