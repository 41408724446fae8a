import { classNames } from "@/components/ui/class-names";
import { SortMark } from "@/components/ui/sort-mark";
import { headCellClass } from "@/components/ui/table-class";
import type { SortKey } from "@/lib/api/query-reader";
import { nextSort, sortedBy } from "@/lib/browser/next-sort";

/** How a column is headed. */
export interface SortColumn<Column extends string> {
  readonly label: string;
  /** null: not sortable. */
  readonly column: Column | null;
  /** Words stand left, numbers and times right. */
  readonly right?: true;
  /** Comes with the most or the newest first. */
  readonly descendingFirst?: true;
  /** How much of it a skeleton fills, in percent. */
  readonly width: number;
}

interface SortHeadProps<Column extends string> {
  readonly head: SortColumn<Column>;
  readonly sort: readonly SortKey<Column>[];
  readonly otherwise: readonly SortKey<Column>[];
  readonly hrefOf: (sort: readonly SortKey<Column>[]) => string;
}

const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** A column's head: what it is called, and a link that sorts by it. */
export function SortHead<Column extends string>(props: SortHeadProps<Column>) {
  const { label, column, right, descendingFirst = false } = props.head;
  const className = classNames(headCellClass, right && "text-right");
  if (column === null) {
    return (
      <th scope="col" className={className}>
        {label}
      </th>
    );
  }
  const sorted = sortedBy(props.sort, column, props.otherwise);
  const sort = nextSort(props.sort, column, descendingFirst, props.otherwise);
  return (
    <th
      scope="col"
      className={className}
      aria-sort={sorted === null ? undefined : ariaSort[sorted]}
    >
      <a
        href={props.hrefOf(sort)}
        className={classNames(
          "group/sort inline-flex min-h-6 items-center gap-0.75 hover:text-ink hover:no-underline!",
          right && "flex-row-reverse",
          sorted !== null && "text-ink",
        )}
      >
        {label}
        <SortMark sorted={sorted} />
      </a>
    </th>
  );
}
