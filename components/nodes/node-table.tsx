import { TableFoot } from "@/components/ui/table-foot";
import { TableFrame } from "@/components/ui/table-frame";
import { pageSizes } from "@/lib/api/node-patches-query";
import type { NodeList } from "@/lib/api/node.schema";
import { nodesAddress } from "@/lib/api/nodes-address";
import type { NodesQuery } from "@/lib/api/nodes-query";
import { sortWords } from "@/lib/browser/sort-words";
import { NoNodes } from "./no-nodes";
import { columnsOf, fitsScreen, nodeSortPhrases } from "./node-columns";
import { NodeHead } from "./node-head";
import { NodeRows } from "./node-rows";
import { toRowNode } from "./row-node";

interface NodeTableProps {
  readonly list: NodeList;
  readonly query: NodesQuery;
  readonly columnIds: readonly string[];
  readonly nowMs: number;
}

/** The nodes of a query. Sorting and paging are links: the page needs no script. */
export function NodeTable({ list, query, columnIds, nowMs }: NodeTableProps) {
  if (list.items.length === 0) return <NoNodes list={list} query={query} />;
  const columns = columnsOf(columnIds);
  return (
    <>
      <TableFrame caption="Managed nodes" fitsFrom={fitsScreen(columnIds) ? "xl" : "never"}>
        <NodeHead columns={columns} query={query} />
        <tbody className="max-sm:block">
          <NodeRows
            nodes={list.items.map((node) => toRowNode(node, columns))}
            sources={list.sources.map(({ account, region, alias }) => ({ account, region, alias }))}
            columnIds={columnIds}
            nowMs={nowMs}
          />
        </tbody>
      </TableFrame>
      <TableFoot
        page={list.page}
        size={list.size}
        total={list.total}
        partial={list.sources.some(({ status }) => status !== "read")}
        order={sortWords(query.sort, nodeSortPhrases)}
        sizes={pageSizes}
        hrefOf={(part) => nodesAddress({ ...query, ...part })}
      />
    </>
  );
}
