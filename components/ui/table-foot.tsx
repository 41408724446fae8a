import type { ReactNode } from "react";
import { PageSize } from "./page-size";
import { Pager } from "./pager";
import { footClass } from "./table-class";

interface TableFootProps {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** True while more rows are on their way, so that the total is not the last word. */
  readonly partial?: boolean;
  /** The rows' order in words. */
  readonly order: string;
  /** The sizes that a page may have; none: a page holds all that there is. */
  readonly sizes: readonly number[];
  readonly hrefOf: (part: { readonly page: number; readonly size: number }) => string;
  /** What is said of the rows, after the pages. */
  readonly note?: ReactNode;
  /** What can be done with the list, after its order. */
  readonly action?: ReactNode;
}

/** The line under a table: which rows these are, their order, and how many a page holds. */
export function TableFoot(props: TableFootProps) {
  const { page, size, total, partial = false, order, sizes, hrefOf, note, action } = props;
  return (
    <footer className={footClass}>
      <Pager
        page={page}
        size={size}
        total={total}
        partial={partial}
        hrefOf={(other) => hrefOf({ page: other, size })}
      />
      {note}
      <span className="ml-auto max-sm:ml-0 max-sm:w-full">{order}</span>
      {action}
      {sizes.length === 0 ? null : (
        <PageSize
          size={size}
          choices={sizes.map((other) => ({ size: other, href: hrefOf({ page: 1, size: other }) }))}
        />
      )}
    </footer>
  );
}
