"use client";

import { deadlineLabel } from "@/components/badges/deadline-words";
import { SeverityGlyph } from "@/components/badges/severity-mark";
import { formatCount } from "@/components/ui/number-format";
import { deadlineWord, patchDeadlinesOf } from "@/lib/domain/deadline";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { NodePatchesQuery } from "@/lib/api/node-patches-query";
import { currentNodeView, showNodeView } from "@/lib/browser/show-node-view";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { reportsPriority, severityOrder } from "@/lib/domain/severity";
import { classificationWords } from "./classification-words";
import { FacetFilter } from "./facet-filter";
import type { PartialSum } from "./patch-counts";
import { PatchTextFilter } from "./patch-text-filter";

interface PatchFiltersProps {
  readonly query: NodePatchesQuery;
  readonly operatingSystem: OperatingSystem | null;
  /** Undefined before the first answer. */
  readonly data: NodePatches | undefined;
  /** True while `data` still answers the query before this one: its count would be another view's. */
  readonly isOutdated: boolean;
  readonly all: PartialSum | null;
}

function change(part: Partial<NodePatchesQuery>): void {
  const view = currentNodeView();
  showNodeView({ ...view, query: { ...view.query, ...part, page: 1 } });
}

function Matches({ data, all }: Pick<PatchFiltersProps, "data" | "all">) {
  if (data === undefined || (!data.complete && data.total === 0)) return null;
  return (
    <p className="ml-auto text-xs whitespace-nowrap text-subtle tabular-nums">
      <b className="font-strong text-ink">
        {formatCount(data.total)}
        {data.complete ? "" : "+"}
      </b>
      {all === null
        ? ""
        : ` of ${all.exact ? "" : "at least "}${formatCount(Math.max(all.count, data.total))}`}{" "}
      patches
    </p>
  );
}

const noValues: NodePatches["facets"] = { severity: [], classification: [], deadline: [] };

/** What narrows the rows of a tab, and how many are left. */
export function PatchFilters({ query, operatingSystem, data, isOutdated, all }: PatchFiltersProps) {
  const facets = data?.facets ?? noValues;
  const glyphs = new Map(
    facets.severity.map(({ word, label }) => [
      word,
      <SeverityGlyph key={word} severity={label} operatingSystem={operatingSystem} />,
    ]),
  );
  const { q, severities: asked, classifications, deadlines } = query;
  const isFiltered = q !== "" || asked !== null || classifications !== null || deadlines !== null;
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25 print:hidden">
      <PatchTextFilter q={query.q} />
      <FacetFilter
        name={reportsPriority(operatingSystem) ? "Priority" : "Severity"}
        values={facets.severity.toSorted(
          (left, right) =>
            severityOrder(left.label, operatingSystem) -
            severityOrder(right.label, operatingSystem),
        )}
        chosen={query.severities}
        onChange={(severities) => change({ severities })}
        wordsOf={(label) => label}
        glyphs={glyphs}
      />
      <FacetFilter
        name="Classification"
        values={facets.classification}
        chosen={query.classifications}
        onChange={(classifications) => change({ classifications })}
        wordsOf={classificationWords}
      />
      <FacetFilter
        name="Deadline"
        values={facets.deadline}
        chosen={deadlines?.map(deadlineWord) ?? null}
        onChange={(words) => change({ deadlines: patchDeadlinesOf(words) })}
        wordsOf={deadlineLabel}
      />
      {isFiltered ? (
        <button
          type="button"
          className="h-7.5 rounded-lg px-2 font-medium text-muted hover:bg-hover"
          onClick={() =>
            change({ severities: null, classifications: null, deadlines: null, q: "" })
          }
        >
          Clear filters
        </button>
      ) : null}
      {isOutdated ? null : <Matches data={data} all={all} />}
    </div>
  );
}
