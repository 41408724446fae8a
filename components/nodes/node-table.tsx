import { classNames } from "@/components/ui/class-names";
import { EmptyNote } from "@/components/ui/empty-note";
import { PageSize } from "@/components/ui/page-size";
import { Pager } from "@/components/ui/pager";
import { SortMark } from "@/components/ui/sort-mark";
import { footClass, headCellClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { nodesPage } from "@/lib/api/addresses";
import { pageSizes } from "@/lib/api/node-patches-query";
import type { NodeList } from "@/lib/api/node.schema";
import { defaultNodeSort, type NodesQuery } from "@/lib/api/nodes-query";
import { nextSort, sortedBy } from "@/lib/browser/next-sort";
import { sortWords } from "@/lib/browser/sort-words";
import { sourceKey } from "@/lib/domain/source";
import { headColumns, nodeSortPhrases } from "./node-columns";
import { NodeRow } from "./node-row";
import { nodesAddress } from "./nodes-address";

interface NodeTableProps {
  readonly list: NodeList;
  readonly query: NodesQuery;
  readonly nowMs: number;
}

const ariaSort = { asc: "ascending", desc: "descending" } as const;

function HeadCell({ head, query }: { head: (typeof headColumns)[number]; query: NodesQuery }) {
  const { label, column, numeric } = head;
  const className = classNames(headCellClass, numeric && "text-right", column === "os" && "pl-5!");
  if (column === null) return <th className={className}>{label}</th>;
  const sorted = sortedBy(query.sort, column, defaultNodeSort);
  // What is late comes first on a click: the most patches, the oldest scan.
  const descendingFirst = numeric === true && column !== "operation-end-time";
  const sort = nextSort(query.sort, column, descendingFirst, defaultNodeSort);
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

function NoNodes({ list, query }: Pick<NodeTableProps, "list" | "query">) {
  if (list.totalManaged > 0 && list.total > 0) {
    return (
      <EmptyNote title="There is no such page">
        <a className="font-medium text-accent" href={nodesAddress({ ...query, page: 1 })}>
          To the first page
        </a>
      </EmptyNote>
    );
  }
  if (list.totalManaged > 0) {
    return (
      <EmptyNote title="No nodes match these filters">
        <a className="font-medium text-accent" href={nodesPage}>
          Clear filters
        </a>
      </EmptyNote>
    );
  }
  const whole = list.sources.every(({ status }) => status === "read");
  if (!whole) return null;
  return (
    <EmptyNote title="No managed nodes found">
      AWS Systems Manager lists no managed node in{" "}
      {list.sources.map(({ account, alias, region }) => `${alias ?? account} ${region}`).join(", ")}
      . Nodes appear once SSM Agent has registered.
    </EmptyNote>
  );
}

/** The nodes of a query. Sorting and paging are links: the page needs no script. */
export function NodeTable({ list, query, nowMs }: NodeTableProps) {
  const aliases = new Map(list.sources.map((source) => [sourceKey(source), source.alias]));
  const partial = list.sources.some(({ status }) => status !== "read");
  return (
    <>
      {list.items.length === 0 ? (
        <NoNodes list={list} query={query} />
      ) : (
        <TableFrame caption="Managed nodes" fitsFrom="xl">
          <thead className="max-sm:sr-only">
            <tr>
              {headColumns.map((head) => (
                <HeadCell key={head.label} head={head} query={query} />
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {list.items.map((node) => (
              <NodeRow
                key={`${sourceKey(node)}/${node.instanceId}`}
                node={node}
                alias={aliases.get(sourceKey(node)) ?? null}
                nowMs={nowMs}
              />
            ))}
          </tbody>
        </TableFrame>
      )}
      {list.items.length === 0 ? null : (
        <footer className={footClass}>
          <Pager
            page={list.page}
            size={list.size}
            total={list.total}
            partial={partial}
            hrefOf={(page) => nodesAddress({ ...query, page })}
          />
          <span className="ml-auto max-sm:ml-0 max-sm:w-full">
            {sortWords(query.sort, nodeSortPhrases)}
          </span>
          <PageSize
            size={list.size}
            choices={pageSizes.map((size) => ({
              size,
              href: nodesAddress({ ...query, size, page: 1 }),
            }))}
          />
        </footer>
      )}
    </>
  );
}
