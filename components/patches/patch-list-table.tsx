import { EmptyNote } from "@/components/ui/empty-note";
import { ListTable } from "@/components/ui/list-table";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { textLinkClass } from "@/components/ui/text-link-class";
import { pageSizes } from "@/lib/api/node-patches-query";
import type { PatchList } from "@/lib/api/patch.schema";
import {
  defaultPatchesSort,
  withoutPatchFilters,
  type PatchesQuery,
} from "@/lib/api/patches-query";
import { sortHeads } from "@/lib/browser/sort-heads";
import { sortWords } from "@/lib/browser/sort-words";
import { patchListHeads, patchListPhrases } from "./patch-list-columns";
import { PatchListRow } from "./patch-list-row";
import { patchesAddress } from "./patches-address";

interface PatchListTableProps {
  readonly list: PatchList;
  readonly query: PatchesQuery;
  readonly nowMs: number;
}

function NoPatches({ list, query }: Pick<PatchListTableProps, "list" | "query">) {
  if (list.total > 0) return <NoSuchPage firstHref={patchesAddress({ ...query, page: 1 })} />;
  if (list.totalPatches > 0) {
    return (
      <EmptyNote title="No patches match these filters">
        <a className={textLinkClass} href={patchesAddress(withoutPatchFilters(query))} data-key="x">
          Clear filters
        </a>
      </EmptyNote>
    );
  }
  const { nodes, nodesRead } = list.rows;
  return (
    <EmptyNote title={`No patch needs attention on ${nodesRead} of ${nodes} nodes`}>
      <p>
        {nodesRead < nodes
          ? "Nothing is known of the others: they have no result, or their patches have not been read."
          : "Every node’s patches have been read."}
      </p>
    </EmptyNote>
  );
}

/** The patches of a query. Sorting and paging are links: the page needs no script. */
export function PatchListTable({ list, query, nowMs }: PatchListTableProps) {
  if (list.items.length === 0) return <NoPatches list={list} query={query} />;
  const scope = { accounts: query.accounts ?? [], regions: query.regions ?? [] };
  return (
    <ListTable
      caption="Patches that need attention"
      fitsFrom="xl"
      heads={sortHeads(patchListHeads, {
        sort: query.sort,
        otherwise: defaultPatchesSort,
        hrefOf: (sort) => patchesAddress({ ...query, sort, page: 1 }),
      })}
      page={list.page}
      size={list.size}
      total={list.total}
      partial={list.sources.some(({ status }) => status !== "read")}
      order={sortWords(query.sort, patchListPhrases)}
      sizes={pageSizes}
      hrefOf={(part) => patchesAddress({ ...query, ...part })}
    >
      {list.items.map((patch) => (
        <PatchListRow
          key={`${patch.operatingSystem ?? ""} ${patch.kbId}`}
          patch={patch}
          scope={scope}
          nowMs={nowMs}
        />
      ))}
    </ListTable>
  );
}
