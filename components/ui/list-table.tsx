import type { ReactNode } from "react";
import { HeadCell } from "./head-cell";
import { HeadRow } from "./head-row";
import { TableFoot } from "./table-foot";
import { TableFrame } from "./table-frame";

interface ListTableProps {
  readonly caption: string;
  readonly fitsFrom: "lg" | "xl" | "never";
  readonly heads: ReadonlyArray<{
    readonly label: string;
    readonly right?: true | undefined;
    readonly sorted?: "asc" | "desc" | null;
    readonly sortBy?: string | null;
  }>;
  /** The page's rows. */
  readonly children: ReactNode;
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** True while the total is not the last word. */
  readonly partial?: boolean;
  /** The rows' order in words. */
  readonly order: string;
  /** The sizes that a page may have; offered once there are more rows than the smallest holds. */
  readonly sizes: readonly number[];
  readonly hrefOf: (part: { readonly page: number; readonly size: number }) => string;
  /** What can be done with the list, after its order. */
  readonly action?: ReactNode;
}

/** A page of a list with its heads, and the way to its other pages. Sorting and paging are links: no script is needed. */
export function ListTable({ caption, fitsFrom, heads, children, sizes, ...foot }: ListTableProps) {
  return (
    <>
      <TableFrame caption={caption} fitsFrom={fitsFrom}>
        <HeadRow>
          {heads.map((head) => (
            <HeadCell key={head.label} {...head} />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">{children}</tbody>
      </TableFrame>
      <TableFoot {...foot} sizes={foot.total > Math.min(...sizes) ? sizes : []} />
    </>
  );
}
