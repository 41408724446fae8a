import { classNames } from "@/components/ui/class-names";
import { SortMark } from "@/components/ui/sort-mark";
import { headCellClass } from "@/components/ui/table-class";
import { nodesAddress } from "@/lib/api/nodes-address";
import { defaultNodeSort, type NodesQuery } from "@/lib/api/nodes-query";
import { nextSort, sortedBy } from "@/lib/browser/next-sort";
import type { NodeTableColumn } from "./node-columns";

interface NodeHeadProps {
  readonly columns: readonly NodeTableColumn[];
  /** null while the rows are on their way: a head that names, and does not sort yet. */
  readonly query: NodesQuery | null;
}

const ariaSort = { asc: "ascending", desc: "descending" } as const;

function HeadCell({ column, query }: { column: NodeTableColumn; query: NodesQuery | null }) {
  const { id, label, sort: by, numeric } = column;
  const className = classNames(headCellClass, numeric && "text-right", id === "os" && "t-after");
  if (by === null || query === null) {
    return (
      <th scope="col" className={className}>
        {label}
      </th>
    );
  }
  const sorted = sortedBy(query.sort, by, defaultNodeSort);
  // What is late comes first on a click: the most patches, the oldest scan.
  const descendingFirst = numeric === true && by !== "operation-end-time";
  const sort = nextSort(query.sort, by, descendingFirst, defaultNodeSort);
  return (
    <th
      scope="col"
      className={className}
      aria-sort={sorted === null ? undefined : ariaSort[sorted]}
    >
      <a
        href={nodesAddress({ ...query, sort, page: 1 })}
        className={classNames(
          "group/sort inline-flex min-h-6 items-center gap-0.75 hover:text-ink hover:no-underline!",
          numeric && "flex-row-reverse",
          sorted !== null && "text-ink",
        )}
      >
        {label}
        <SortMark sorted={sorted} />
      </a>
    </th>
  );
}

/** The heads of the list's columns; a column that sorts is a link. */
export function NodeHead({ columns, query }: NodeHeadProps) {
  return (
    <thead className="max-sm:sr-only">
      <tr>
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} query={query} />
        ))}
      </tr>
    </thead>
  );
}
