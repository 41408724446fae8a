import { formatCount } from "@/components/ui/number-format";
import { baselinePage } from "@/lib/api/addresses";
import type { EffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import type { EffectivePatches } from "@/lib/api/effective-patches.schema";
import type { Facet } from "@/lib/api/facet.schema";
import { formatBaselineView } from "@/lib/browser/baseline-view";
import { withChosen } from "@/lib/browser/with-chosen";
import { severityOrder } from "@/lib/domain/severity";
import type { BaselineKey } from "./baselines-address";
import { effectiveAddress } from "./effective-address";
import { FilterMenu, type FilterChoice } from "@/components/ui/filter-menu";
import { TextFilter } from "@/components/ui/text-filter";
import { classificationWords, productWords } from "./update-words";

interface EffectiveFiltersProps {
  readonly baseline: BaselineKey;
  readonly query: EffectivePatchesQuery;
  readonly data: EffectivePatches;
}

type FacetName = "severities" | "classifications" | "products";

function choicesOf(
  { baseline, query }: Pick<EffectiveFiltersProps, "baseline" | "query">,
  name: FacetName,
  facet: Facet,
  wordsOf: (label: string) => string,
): readonly FilterChoice[] {
  const asked = query[name] ?? [];
  return withChosen(facet, asked).map(({ word, label, count }) => {
    const chosen = asked.includes(word);
    const next = chosen ? asked.filter((each) => each !== word) : [...asked, word];
    return {
      word,
      label: label === null ? "Not reported" : wordsOf(label),
      count,
      chosen,
      href: effectiveAddress(baseline, {
        ...query,
        [name]: next.length === 0 ? null : next,
        page: 1,
      }),
    };
  });
}

/** What narrows the rows of a status, and how many are left. */
export function EffectiveFilters({ baseline, query, data }: EffectiveFiltersProps) {
  const { facets } = data;
  const menus = [
    {
      label: "Severity",
      name: "severities",
      facet: facets.severity.toSorted(
        (a, b) => severityOrder(a.label, "WINDOWS") - severityOrder(b.label, "WINDOWS"),
      ),
      wordsOf: (label: string) => label,
    },
    {
      label: "Classification",
      name: "classifications",
      facet: facets.classification,
      wordsOf: classificationWords,
    },
    { label: "Product", name: "products", facet: facets.product, wordsOf: productWords },
  ] as const;
  const all = Object.values(data.countsByStatus).reduce((sum, count) => sum + count, 0);
  const withoutText = { ...query, q: "", page: 1 };
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25 print:hidden">
      <TextFilter
        action={baselinePage(baseline, baseline.baselineId)}
        q={query.q}
        label="Filter by KB, title or product"
        placeholder="KB, title or product"
        kept={formatBaselineView({ tab: "effective-patches", patches: withoutText })}
        clearHref={effectiveAddress(baseline, withoutText)}
      />
      {menus.map(({ label, name, facet, wordsOf }) => (
        <FilterMenu
          key={name}
          name={label}
          choices={choicesOf({ baseline, query }, name, facet, wordsOf)}
          clearHref={effectiveAddress(baseline, { ...query, [name]: null, page: 1 })}
        />
      ))}
      <p className="ml-auto text-xs whitespace-nowrap text-subtle tabular-nums">
        <b className="font-strong text-ink">{formatCount(data.total)}</b> of {formatCount(all)}{" "}
        patches
      </p>
    </div>
  );
}
