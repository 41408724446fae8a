import { EmptyNote } from "@/components/ui/empty-note";
import { ListTable } from "@/components/ui/list-table";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { textLinkClass } from "@/components/ui/text-link-class";
import { patchGroupsPage } from "@/lib/api/addresses";
import { pageSizes } from "@/lib/api/node-patches-query";
import type { PatchGroupList } from "@/lib/api/patch-group.schema";
import {
  defaultPatchGroupSort,
  patchGroupsAddress,
  type PatchGroupsQuery,
} from "@/lib/api/patch-groups-query";
import { sortHeads } from "@/lib/browser/sort-heads";
import { sortWords } from "@/lib/browser/sort-words";
import { sourceKey } from "@/lib/domain/source";
import { patchGroupHeads, patchGroupPhrases } from "./patch-group-columns";
import { PatchGroupRow } from "./patch-group-row";

interface PatchGroupTableProps {
  readonly list: PatchGroupList;
  readonly query: PatchGroupsQuery;
}

function NoGroups({ list, query }: PatchGroupTableProps) {
  if (list.total > 0) return <NoSuchPage firstHref={patchGroupsAddress({ ...query, page: 1 })} />;
  if (list.totalGroups === 0) {
    return (
      <EmptyNote title="No node reports a patch group, and no baseline is registered for one">
        <p>Patch policies need no groups; without one a node uses its system’s default baseline.</p>
      </EmptyNote>
    );
  }
  return (
    <EmptyNote title="No patch groups match these filters">
      <a className={textLinkClass} href={patchGroupsPage} data-key="x">
        Clear filters
      </a>
    </EmptyNote>
  );
}

/** The patch groups of a query. Sorting and paging are links: the page needs no script. */
export function PatchGroupTable({ list, query }: PatchGroupTableProps) {
  if (list.items.length === 0) return <NoGroups list={list} query={query} />;
  return (
    <ListTable
      caption="Patch groups"
      fitsFrom="xl"
      heads={sortHeads(patchGroupHeads, {
        sort: query.sort,
        otherwise: defaultPatchGroupSort,
        hrefOf: (sort) => patchGroupsAddress({ ...query, sort, page: 1 }),
      })}
      page={list.page}
      size={list.size}
      total={list.total}
      partial={list.sources.some(({ status }) => status !== "read")}
      order={sortWords(query.sort, patchGroupPhrases)}
      sizes={pageSizes}
      hrefOf={(part) => patchGroupsAddress({ ...query, ...part })}
    >
      {list.items.map((group) => (
        <PatchGroupRow key={`${sourceKey(group)}/${group.group ?? ""}`} group={group} />
      ))}
    </ListTable>
  );
}
