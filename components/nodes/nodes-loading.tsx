import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { headCellClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { headColumns } from "./node-columns";

const columns = headColumns.map(({ label, numeric }) => ({
  name: label,
  width: numeric ? 40 : 75,
}));

/** The node list before its first rows: the same heads, rows of the same height. */
export function NodesLoading() {
  return (
    <section aria-label="Nodes" aria-busy="true">
      <header className="px-gutter pt-4 pb-3">
        <h1 className="text-xl font-semibold">Nodes</h1>
      </header>
      <div className="h-10.5 border-b border-line" />
      <div className="h-12 border-b border-line" />
      <TableFrame caption="Managed nodes, being read" fitsFrom="xl">
        <thead className="max-sm:sr-only">
          <tr>
            {headColumns.map(({ label }) => (
              <th key={label} scope="col" className={headCellClass}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          <SkeletonRows rows={14} columns={columns} />
        </tbody>
      </TableFrame>
    </section>
  );
}
