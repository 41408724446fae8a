import { EmptyNote } from "@/components/ui/empty-note";
import { PageSize } from "@/components/ui/page-size";
import { Pager } from "@/components/ui/pager";
import { footClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { baselinesPage } from "@/lib/api/addresses";
import type { BaselineList } from "@/lib/api/baseline.schema";
import { defaultBaselineSort, type BaselinesQuery } from "@/lib/api/baselines-query";
import { pageSizes } from "@/lib/api/node-patches-query";
import { sortWords } from "@/lib/browser/sort-words";
import { sourceKey } from "@/lib/domain/source";
import { baselineHeads, baselineSortPhrases } from "./baseline-columns";
import { BaselineRow } from "./baseline-row";
import { baselinesAddress } from "./baselines-address";
import { SortHead } from "./sort-head";

interface BaselineTableProps {
  readonly list: BaselineList;
  readonly query: BaselinesQuery;
  readonly nowMs: number;
}

const linkClass = "font-medium text-accent";

function NoBaselines({ list, query }: Pick<BaselineTableProps, "list" | "query">) {
  if (list.total > 0) {
    return (
      <EmptyNote title="There is no such page">
        <a className={linkClass} href={baselinesAddress({ ...query, page: 1 })}>
          To the first page
        </a>
      </EmptyNote>
    );
  }
  const isUnknown = query.used !== null && list.nodeSources.some(({ readAt }) => readAt === null);
  const isPartial = list.sources.some(({ status }) => status !== "read");
  return (
    <EmptyNote
      title={isPartial ? "No baseline read so far matches" : "No baselines match these filters"}
    >
      {isUnknown ? (
        <p>Where nodes are unread, nobody knows which baselines they use: none of those is here.</p>
      ) : null}
      <a className={linkClass} href={baselinesPage}>
        Clear filters
      </a>
    </EmptyNote>
  );
}

/** The baselines of a query. Sorting and paging are links: the page needs no script. */
export function BaselineTable({ list, query, nowMs }: BaselineTableProps) {
  if (list.items.length === 0) return <NoBaselines list={list} query={query} />;
  return (
    <>
      <TableFrame caption="Patch baselines" fitsFrom="xl">
        <thead className="max-sm:sr-only">
          <tr>
            {baselineHeads.map((head) => (
              <SortHead
                key={head.label}
                head={head}
                sort={query.sort}
                otherwise={defaultBaselineSort}
                hrefOf={(sort) => baselinesAddress({ ...query, sort, page: 1 })}
              />
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {list.items.map((baseline) => (
            <BaselineRow
              key={`${sourceKey(baseline)}/${baseline.baselineId}`}
              baseline={baseline}
              nowMs={nowMs}
            />
          ))}
        </tbody>
      </TableFrame>
      <footer className={footClass}>
        <Pager
          page={list.page}
          size={list.size}
          total={list.total}
          partial={list.sources.some(({ status }) => status !== "read")}
          hrefOf={(page) => baselinesAddress({ ...query, page })}
        />
        <span className="ml-auto max-sm:ml-0 max-sm:w-full">
          {sortWords(query.sort, baselineSortPhrases)}
        </span>
        {list.total > pageSizes[0] ? (
          <PageSize
            size={list.size}
            choices={pageSizes.map((size) => ({
              size,
              href: baselinesAddress({ ...query, size, page: 1 }),
            }))}
          />
        ) : null}
      </footer>
    </>
  );
}
