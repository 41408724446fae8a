import { deadlineLabel } from "@/components/badges/deadline-words";
import { buttonClass } from "@/components/ui/button-class";
import { FilterChip } from "@/components/ui/filter-chip";
import { FilterMenu } from "@/components/ui/filter-menu";
import { formatCount } from "@/components/ui/number-format";
import { TextFilter } from "@/components/ui/text-filter";
import { patchesPage } from "@/lib/api/addresses";
import { systemWord } from "@/lib/api/nodes-query";
import type { PatchList } from "@/lib/api/patch.schema";
import {
  formatPatchesQuery,
  parseSystemWord,
  withoutPatchFilters,
  type PatchesQuery,
} from "@/lib/api/patches-query";
import { facetLinks, vendorWord } from "@/lib/browser/facet-links";
import { deadlineWord, patchDeadlinesOf } from "@/lib/domain/deadline";
import { operatingSystemLabel } from "@/lib/domain/operating-system";
import { classificationWords } from "./classification-words";
import { patchesAddress } from "./patches-address";

interface PatchListFiltersProps {
  readonly list: PatchList;
  readonly query: PatchesQuery;
}

function systemLabel(word: string): string {
  const system = parseSystemWord(word);
  return system === null || system === "unrecognised"
    ? "Not recognised"
    : operatingSystemLabel(system);
}

/** What narrows the list of patches, and how many are left. */
export function PatchListFilters({ list, query }: PatchListFiltersProps) {
  const { facets } = list;
  const to = (part: Partial<PatchesQuery>) => patchesAddress({ ...query, ...part, page: 1 });
  const cleared = patchesAddress(withoutPatchFilters(query));
  const isFiltered = to({}) !== cleared;
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25 print:hidden">
      <TextFilter
        action={patchesPage}
        q={query.q}
        label="Filter by KB, package, title or CVE"
        placeholder="KB, package, title or CVE"
        kept={formatPatchesQuery({ ...query, q: "", page: 1 })}
        clearHref={to({ q: "" })}
      />
      <div className="-my-1 flex gap-2 py-1 max-sm:w-full max-sm:overflow-x-auto max-sm:*:flex-none sm:contents">
        <FilterMenu
          name="Severity"
          choices={facetLinks(facets.severity, query.severities ?? [], vendorWord, (severities) =>
            to({ severities }),
          )}
          clearHref={to({ severities: null })}
        />
        <FilterMenu
          name="Classification"
          choices={facetLinks(
            facets.classification,
            query.classifications ?? [],
            (word, label) => classificationWords(vendorWord(word, label)),
            (classifications) => to({ classifications }),
          )}
          clearHref={to({ classifications: null })}
        />
        <FilterMenu
          name="Operating system"
          choices={facetLinks(
            facets.operatingSystem,
            query.operatingSystems?.map(systemWord) ?? [],
            systemLabel,
            (words) =>
              to({
                operatingSystems: words?.flatMap((word) => parseSystemWord(word) ?? []) ?? null,
              }),
          )}
          clearHref={to({ operatingSystems: null })}
        />
        <FilterMenu
          name="Deadline"
          choices={facetLinks(
            facets.deadline,
            query.deadlines?.map(deadlineWord) ?? [],
            deadlineLabel,
            (words) => to({ deadlines: patchDeadlinesOf(words) }),
          )}
          clearHref={to({ deadlines: null })}
        />
      </div>
      {query.accounts === null ? null : (
        <FilterChip name="Account" values={query.accounts} href={to({ accounts: null })} />
      )}
      {query.regions === null ? null : (
        <FilterChip name="Region" values={query.regions} href={to({ regions: null })} />
      )}
      {isFiltered && list.total > 0 ? (
        <a
          className={`${buttonClass} border-transparent! shadow-none!`}
          href={cleared}
          data-key="x"
        >
          Clear filters
        </a>
      ) : null}
      <p className="ml-auto text-xs whitespace-nowrap text-subtle tabular-nums">
        <b className="font-strong text-ink">{formatCount(list.total)}</b> of{" "}
        {formatCount(list.totalPatches)} patches
      </p>
    </div>
  );
}
