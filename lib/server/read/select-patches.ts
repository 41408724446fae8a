import "server-only";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { knownPatchState, patchStateRank } from "@/lib/domain/patch-state";
import { severityOrder } from "@/lib/domain/severity";
import {
  foldWord,
  type NodePatchesQuery,
  type PatchColumn,
} from "@/lib/api/node-patches-query";
import { byNumber, byText, collator, sortBy, type Order } from "@/lib/server/read/order";
import type { Facet, PatchItem } from "@/lib/api/node-patches.schema";

type Test = (patch: PatchItem) => boolean;

interface Filters {
  readonly state: Test;
  readonly severity: Test;
  readonly classification: Test;
  readonly text: Test;
}

const everything: Test = () => true;

function filtersOf(query: NodePatchesQuery): Filters {
  const { states, severities, classifications } = query;
  const text = query.q.toLowerCase();
  return {
    state:
      states === null
        ? everything
        : (patch) => states.includes(knownPatchState(patch.state) ?? "unrecognised"),
    severity:
      severities === null ? everything : (patch) => severities.includes(foldWord(patch.severity)),
    classification:
      classifications === null
        ? everything
        : (patch) => classifications.includes(foldWord(patch.classification)),
    text:
      text === ""
        ? everything
        : (patch) =>
            [patch.kbId, patch.title ?? "", ...patch.cveIds].some((field) =>
              field.toLowerCase().includes(text),
            ),
  };
}

function orders(operatingSystem: OperatingSystem | null): Record<PatchColumn, Order<PatchItem>> {
  const stateRank = byNumber<PatchItem>((patch) => patchStateRank(patch.state));
  const stateName = byText<PatchItem>((patch) => patch.state);
  const severityRank = byNumber<PatchItem>((patch) => severityOrder(patch.severity, operatingSystem));
  const severityName = byText<PatchItem>((patch) => patch.severity);
  return {
    state: (a, b, descending) => stateRank(a, b, descending) || stateName(a, b, descending),
    "kb-id": byText((patch) => patch.kbId),
    title: byText((patch) => patch.title),
    severity: (a, b, descending) => severityRank(a, b, descending) || severityName(a, b, descending),
    classification: byText((patch) => patch.classification),
    cves: byNumber((patch) => patch.cveIds.length),
    "installed-time": byText((patch) => patch.installedTime),
  };
}

const byRow: Order<PatchItem> = (a, b) =>
  collator.compare(a.kbId, b.kbId) || a.occurrence - b.occurrence;

function facetOf(patches: readonly PatchItem[], wordOf: (patch: PatchItem) => string | null): Facet {
  const facet = new Map<string, { word: string; label: string | null; count: number }>();
  for (const patch of patches) {
    const label = wordOf(patch);
    const word = foldWord(label);
    const entry = facet.get(word) ?? { word, label, count: 0 };
    entry.count += 1;
    facet.set(word, entry);
  }
  return [...facet.values()].toSorted((a, b) => b.count - a.count || collator.compare(a.word, b.word));
}

/** What a query selects out of a node's rows. */
export interface SelectedPatches {
  readonly items: PatchItem[];
  readonly total: number;
  readonly facets: { severity: Facet; classification: Facet };
}

/** The page of rows that `query` asks for, how many there are in all, and what else could be filtered by. */
export function selectPatches(
  patches: readonly PatchItem[],
  query: NodePatchesQuery,
  operatingSystem: OperatingSystem | null,
): SelectedPatches {
  const { state, severity, classification, text } = filtersOf(query);
  const inView = patches.filter((patch) => state(patch) && text(patch));
  const matching = inView.filter((patch) => severity(patch) && classification(patch));
  const first = (query.page - 1) * query.size;
  return {
    items: sortBy(matching, query.sort, orders(operatingSystem), byRow).slice(first, first + query.size),
    total: matching.length,
    facets: {
      severity: facetOf(inView.filter(classification), (patch) => patch.severity),
      classification: facetOf(inView.filter(severity), (patch) => patch.classification),
    },
  };
}
