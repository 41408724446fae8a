import { EmptyNote } from "@/components/ui/empty-note";
import { ListTable } from "@/components/ui/list-table";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { textLinkClass } from "@/components/ui/text-link-class";
import { baselinesPage } from "@/lib/api/addresses";
import type { BaselineList } from "@/lib/api/baseline.schema";
import { defaultBaselineSort, type BaselinesQuery } from "@/lib/api/baselines-query";
import { pageSizes } from "@/lib/api/node-patches-query";
import { sortHeads } from "@/lib/browser/sort-heads";
import { sortWords } from "@/lib/browser/sort-words";
import { sourceKey } from "@/lib/domain/source";
import { baselineHeads, baselineSortPhrases } from "./baseline-columns";
import { BaselineRow } from "./baseline-row";
import { baselinesAddress } from "./baselines-address";

interface BaselineTableProps {
  readonly list: BaselineList;
  readonly query: BaselinesQuery;
  readonly nowMs: number;
}

function NoBaselines({ list, query }: Pick<BaselineTableProps, "list" | "query">) {
  if (list.total > 0) return <NoSuchPage firstHref={baselinesAddress({ ...query, page: 1 })} />;
  const isUnknown = query.used !== null && list.nodeSources.some(({ readAt }) => readAt === null);
  const isPartial = list.sources.some(({ status }) => status !== "read");
  return (
    <EmptyNote
      title={isPartial ? "No baseline read so far matches" : "No baselines match these filters"}
    >
      {isUnknown ? (
        <p>Where nodes are unread, nobody knows which baselines they use: none of those is here.</p>
      ) : null}
      <a className={textLinkClass} href={baselinesPage}>
        Clear filters
      </a>
    </EmptyNote>
  );
}

/** The baselines of a query. Sorting and paging are links: the page needs no script. */
export function BaselineTable({ list, query, nowMs }: BaselineTableProps) {
  if (list.items.length === 0) return <NoBaselines list={list} query={query} />;
  return (
    <ListTable
      caption="Patch baselines"
      fitsFrom="xl"
      heads={sortHeads(baselineHeads, {
        sort: query.sort,
        otherwise: defaultBaselineSort,
        hrefOf: (sort) => baselinesAddress({ ...query, sort, page: 1 }),
      })}
      page={list.page}
      size={list.size}
      total={list.total}
      partial={list.sources.some(({ status }) => status !== "read")}
      order={sortWords(query.sort, baselineSortPhrases)}
      sizes={pageSizes}
      hrefOf={(part) => baselinesAddress({ ...query, ...part })}
    >
      {list.items.map((baseline) => (
        <BaselineRow
          key={`${sourceKey(baseline)}/${baseline.baselineId}`}
          baseline={baseline}
          nowMs={nowMs}
        />
      ))}
    </ListTable>
  );
}
