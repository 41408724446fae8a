import { HeadCell } from "@/components/ui/head-cell";
import type { SortKey } from "@/lib/api/query-reader";
import { nextSort, sortedBy } from "@/lib/browser/next-sort";

/** How a column is headed. */
export interface SortColumn<Column extends string> {
  readonly label: string;
  /** null: not sortable. */
  readonly column: Column | null;
  /** Words stand left, numbers and times right. */
  readonly right?: true;
  /** Comes with the most first. */
  readonly descendingFirst?: true;
}

interface SortHeadProps<Column extends string> {
  readonly head: SortColumn<Column>;
  readonly sort: readonly SortKey<Column>[];
  readonly otherwise: readonly SortKey<Column>[];
  readonly hrefOf: (sort: readonly SortKey<Column>[]) => string;
}

/** A column's head: what it is called, and a link that sorts by it. */
export function SortHead<Column extends string>(props: SortHeadProps<Column>) {
  const { label, column, right, descendingFirst = false } = props.head;
  if (column === null) return <HeadCell label={label} right={right} />;
  const next = nextSort(props.sort, column, descendingFirst, props.otherwise);
  return (
    <HeadCell
      label={label}
      right={right}
      sorted={sortedBy(props.sort, column, props.otherwise)}
      sortBy={props.hrefOf(next)}
    />
  );
}
