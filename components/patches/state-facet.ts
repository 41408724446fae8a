import { stateWord } from "@/lib/api/node-patches-query";
import type { PatchList } from "@/lib/api/patch.schema";
import type { FindingState } from "@/lib/domain/patch-state";

/** Patches that some node has in each state, and all of them, under every filter but the one on the state. */
export function stateFacet({ facets, totalUnderOtherFilters }: PatchList): {
  readonly counts: Record<FindingState, number>;
  readonly all: number;
} {
  const of = (state: FindingState) =>
    facets.state.find(({ word }) => word === stateWord(state))?.count ?? 0;
  return {
    counts: {
      Failed: of("Failed"),
      Missing: of("Missing"),
      InstalledPendingReboot: of("InstalledPendingReboot"),
      InstalledRejected: of("InstalledRejected"),
      AvailableSecurityUpdate: of("AvailableSecurityUpdate"),
    },
    all: totalUnderOtherFilters,
  };
}
