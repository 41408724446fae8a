import { deadlineLabel } from "@/components/badges/deadline-words";
import { patchStateWords } from "@/components/badges/patch-state-words";
import { FilterChip } from "@/components/ui/filter-chip";
import { FilterMenu } from "@/components/ui/filter-menu";
import { countOf, formatCount } from "@/components/ui/number-format";
import { TextFilter } from "@/components/ui/text-filter";
import type { Facet } from "@/lib/api/facet.schema";
import { patchPage } from "@/lib/api/addresses";
import { formatPatchNodesQuery, type PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import type { PatchDetail } from "@/lib/api/patch.schema";
import { facetLinks } from "@/lib/browser/facet-links";
import { deadlineWord, patchDeadlines, patchDeadlinesOf } from "@/lib/domain/deadline";
import { patchAddress } from "./patches-address";

interface PatchNodeFiltersProps {
  readonly patch: PatchDetail;
  readonly query: PatchNodesQuery;
}

/** The patch's nodes by how it stands there, whatever else is asked. */
function deadlineFacet({ deadlines }: PatchDetail): Facet {
  return patchDeadlines.flatMap((each) => {
    const count = deadlines[each];
    return count === 0 ? [] : [{ word: deadlineWord(each), label: null, count }];
  });
}

/** What narrows a patch's nodes, and how many are left. */
export function PatchNodeFilters({ patch, query }: PatchNodeFiltersProps) {
  const to = (part: Partial<PatchNodesQuery>) =>
    patchAddress(patch, { ...query, ...part, page: 1 });
  // One state has its tab; several stand in no other place.
  const several = query.states !== null && query.states.length > 1 ? query.states : null;
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25 print:hidden">
      <TextFilter
        action={patchPage(patch.operatingSystem, patch.kbId)}
        q={query.q}
        label="Filter by name, id or IP address"
        placeholder="Name, ID or IP"
        kept={formatPatchNodesQuery({ ...query, q: "", page: 1 })}
        clearHref={to({ q: "" })}
      />
      {several === null ? null : (
        <FilterChip
          name="State"
          values={several.map((state) => patchStateWords(state).label)}
          href={to({ states: null })}
        />
      )}
      <FilterMenu
        name="Deadline"
        choices={facetLinks(
          deadlineFacet(patch),
          query.deadlines?.map(deadlineWord) ?? [],
          deadlineLabel,
          (words) => to({ deadlines: patchDeadlinesOf(words) }),
        )}
        clearHref={to({ deadlines: null })}
      />
      {query.accounts === null ? null : (
        <FilterChip name="Account" values={query.accounts} href={to({ accounts: null })} />
      )}
      {query.regions === null ? null : (
        <FilterChip name="Region" values={query.regions} href={to({ regions: null })} />
      )}
      <p className="ml-auto text-xs whitespace-nowrap text-subtle tabular-nums">
        <b className="font-strong text-ink">{formatCount(patch.total)}</b> of{" "}
        {countOf(patch.nodesAffected, "affected node", "affected nodes")}
      </p>
    </div>
  );
}
