import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { TableFrame } from "@/components/ui/table-frame";
import type { SortColumn } from "@/lib/browser/sort-heads";

/** A column with how much of it a skeleton fills, in percent. */
export interface WaitingColumn<Column extends string> extends SortColumn<Column> {
  readonly width: number;
}

interface TableLoadingProps {
  readonly caption: string;
  readonly heads: readonly WaitingColumn<string>[];
}

/** A table before its first rows: its filter bar, the same heads, rows of the same height. */
export function TableLoading({ caption, heads }: TableLoadingProps) {
  return (
    <>
      <div className="h-10.5 border-b border-line" />
      <div className="h-12 border-b border-line" />
      <TableFrame caption={caption} fitsFrom="xl">
        <HeadRow>
          {heads.map(({ label, right }) => (
            <HeadCell key={label} label={label} right={right} />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
          <SkeletonRows
            rows={14}
            columns={heads.map(({ label, width }) => ({ name: label, width }))}
          />
        </tbody>
      </TableFrame>
    </>
  );
}
