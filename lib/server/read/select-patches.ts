import "server-only";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { knownPatchState, patchStateRank } from "@/lib/domain/patch-state";
import { severityOrder } from "@/lib/domain/severity";
import { deadlineWord } from "@/lib/domain/deadline";
import { foldWord, type NodePatchesQuery, type PatchColumn } from "@/lib/api/node-patches-query";
import { facetOf } from "@/lib/server/read/facet-of";
import { holdsText, pageOf } from "@/lib/server/read/matching";
import { asGiven, byNumber, byText, sortBy, type Order } from "@/lib/server/read/order";
import type { Facet } from "@/lib/api/facet.schema";
import type { PatchItem } from "@/lib/api/node-patches.schema";

type Test = (patch: PatchItem) => boolean;

interface Filters {
  readonly state: Test;
  readonly severity: Test;
  readonly classification: Test;
  readonly deadline: Test;
  readonly text: Test;
}

const everything: Test = () => true;

function filtersOf(query: NodePatchesQuery): Filters {
  const { states, severities, classifications, deadlines } = query;
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
    deadline:
      deadlines === null
        ? everything
        : (patch) => deadlines.some((each) => each === patch.deadline),
    text:
      query.q === ""
        ? everything
        : ({ kbId, title, cveIds }) => holdsText(query.q, [kbId, title, ...cveIds]),
  };
}

function orders(operatingSystem: OperatingSystem | null): Record<PatchColumn, Order<PatchItem>> {
  const stateRank = byNumber<PatchItem>((patch) => patchStateRank(patch.state));
  const stateName = byText<PatchItem>((patch) => patch.state);
  const severityRank = byNumber<PatchItem>((patch) =>
    severityOrder(patch.severity, operatingSystem),
  );
  const severityName = byText<PatchItem>((patch) => patch.severity);
  return {
    state: (a, b, descending) => stateRank(a, b, descending) || stateName(a, b, descending),
    "kb-id": byText((patch) => patch.kbId),
    title: byText((patch) => patch.title),
    severity: (a, b, descending) =>
      severityRank(a, b, descending) || severityName(a, b, descending),
    classification: byText((patch) => patch.classification),
    "first-seen": byText((patch) => patch.firstSeen),
    deadline: byText((patch) => patch.dueOn),
    cves: byNumber((patch) => patch.cveIds.length),
    "installed-time": byText((patch) => patch.installedTime),
  };
}

/** What a query selects out of a node's rows. */
export interface SelectedPatches {
  readonly items: PatchItem[];
  readonly total: number;
  readonly facets: { severity: Facet; classification: Facet; deadline: Facet };
}

/**
 * The page of rows that `query` asks for, how many there are in all, and what else could be filtered by. Rows that the
 * query holds for equal stay as `toPatchItems` orders them.
 */
export function selectPatches(
  patches: readonly PatchItem[],
  query: NodePatchesQuery,
  operatingSystem: OperatingSystem | null,
): SelectedPatches {
  const { state, severity, classification, deadline, text } = filtersOf(query);
  const inView = patches.filter((patch) => state(patch) && text(patch));
  const passing = (...tests: readonly Test[]) =>
    inView.filter((patch) => tests.every((test) => test(patch)));
  const matching = passing(severity, classification, deadline);
  return {
    items: pageOf(sortBy(matching, query.sort, orders(operatingSystem), asGiven), query),
    total: matching.length,
    facets: {
      severity: facetOf(passing(classification, deadline), (patch) => patch.severity),
      classification: facetOf(passing(severity, deadline), (patch) => patch.classification),
      deadline: facetOf(
        passing(severity, classification),
        (patch) => deadlineWord(patch.deadline),
        (word) => word ?? "none",
      ),
    },
  };
}
