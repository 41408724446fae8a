import type { SortKey } from "@/lib/api/query-reader";
import { nextSort, sortedBy } from "./next-sort";

/** How a column is headed. */
export interface SortColumn<Column extends string> {
  readonly label: string;
  /** null: not sortable. */
  readonly column: Column | null;
  /** Words stand left, numbers and times right. */
  readonly right?: true;
  /** Comes with the most or the newest first. */
  readonly descendingFirst?: true;
}

/** A column's head as a table draws it: `sortBy` is the address that sorts by it. */
export interface SortHead {
  readonly label: string;
  readonly right: true | undefined;
  readonly sorted: "asc" | "desc" | null;
  readonly sortBy: string | null;
}

interface Order<Column extends string> {
  readonly sort: readonly SortKey<Column>[];
  /** The list's own order. */
  readonly otherwise: readonly SortKey<Column>[];
  readonly hrefOf: (sort: readonly SortKey<Column>[]) => string;
}

/** The heads of a list whose order is part of its address: what each column is called, and a link that sorts by it. */
export function sortHeads<Column extends string>(
  columns: readonly SortColumn<Column>[],
  { sort, otherwise, hrefOf }: Order<Column>,
): readonly SortHead[] {
  return columns.map(({ label, column, right, descendingFirst = false }) => ({
    label,
    right,
    sorted: column === null ? null : sortedBy(sort, column, otherwise),
    sortBy: column === null ? null : hrefOf(nextSort(sort, column, descendingFirst, otherwise)),
  }));
}
