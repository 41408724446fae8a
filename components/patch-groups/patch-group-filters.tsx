import { countOf } from "@/components/ui/number-format";
import { TextFilter } from "@/components/ui/text-filter";
import { patchGroupsPage } from "@/lib/api/addresses";
import type { PatchGroupList } from "@/lib/api/patch-group.schema";
import {
  formatPatchGroupsQuery,
  patchGroupsAddress,
  type PatchGroupsQuery,
} from "@/lib/api/patch-groups-query";

interface PatchGroupFiltersProps {
  readonly list: PatchGroupList;
  readonly query: PatchGroupsQuery;
}

/** What narrows the list, and how many groups are left. */
export function PatchGroupFilters({ list, query }: PatchGroupFiltersProps) {
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25 print:hidden">
      <TextFilter
        action={patchGroupsPage}
        q={query.q}
        label="Filter by name"
        placeholder="Patch group"
        kept={formatPatchGroupsQuery({ ...query, q: "", page: 1 })}
        clearHref={patchGroupsAddress({ ...query, q: "", page: 1 })}
      />
      <p className="ml-auto text-xs whitespace-nowrap text-subtle tabular-nums">
        {countOf(list.total, "group", "groups")}, numbers are nodes
      </p>
    </div>
  );
}
