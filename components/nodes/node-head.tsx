import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { nodesAddress } from "@/lib/api/nodes-address";
import { defaultNodeSort, type NodesQuery } from "@/lib/api/nodes-query";
import { nextSort, sortedBy } from "@/lib/browser/next-sort";
import type { NodeTableColumn } from "./node-columns";

interface NodeHeadProps {
  readonly columns: readonly NodeTableColumn[];
  /** null while the rows are on their way: a head that names, and does not sort yet. */
  readonly query: NodesQuery | null;
}

function NodeHeadCell({ column, query }: { column: NodeTableColumn; query: NodesQuery | null }) {
  const { id, label, sort: by, numeric } = column;
  const head = { label, right: numeric, className: id === "os" ? "t-after" : undefined };
  if (by === null || query === null) return <HeadCell {...head} />;
  // What is late comes first on a click: the most patches, the oldest scan.
  const descendingFirst = numeric === true && by !== "operation-end-time";
  const sort = nextSort(query.sort, by, descendingFirst, defaultNodeSort);
  return (
    <HeadCell
      {...head}
      sorted={sortedBy(query.sort, by, defaultNodeSort)}
      sortBy={nodesAddress({ ...query, sort, page: 1 })}
    />
  );
}

/** The heads of the list's columns; a column that sorts is a link. */
export function NodeHead({ columns, query }: NodeHeadProps) {
  return (
    <HeadRow>
      {columns.map((column) => (
        <NodeHeadCell key={column.id} column={column} query={query} />
      ))}
    </HeadRow>
  );
}
