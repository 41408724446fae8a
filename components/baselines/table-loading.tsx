import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { headCellClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";

interface TableLoadingProps {
  readonly caption: string;
  readonly heads: ReadonlyArray<{
    readonly label: string;
    readonly right?: true;
    readonly width: number;
  }>;
}

/** A table before its first rows: its filter bar, the same heads, rows of the same height. */
export function TableLoading({ caption, heads }: TableLoadingProps) {
  return (
    <>
      <div className="h-10.5 border-b border-line" />
      <div className="h-12 border-b border-line" />
      <TableFrame caption={caption} fitsFrom="xl">
        <thead className="max-sm:sr-only">
          <tr>
            {heads.map(({ label, right }) => (
              <th
                key={label}
                scope="col"
                className={right ? `${headCellClass} text-right` : headCellClass}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
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
