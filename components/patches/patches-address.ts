import { patchesPage, patchPage } from "@/lib/api/addresses";
import { stateWord } from "@/lib/api/node-patches-query";
import { formatPatchNodesQuery, type PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import { formatPatchesQuery, type PatchesQuery } from "@/lib/api/patches-query";
import { formatQuery } from "@/lib/api/query-reader";
import type { PatchDetail } from "@/lib/api/patch.schema";
import { withScope, type Scope } from "@/lib/browser/scope";
import type { FindingState } from "@/lib/domain/patch-state";

/** What a patch is found by. */
type PatchKey = Pick<PatchDetail, "operatingSystem" | "kbId">;

/** The list of patches under a query. */
export function patchesAddress(query: PatchesQuery): string {
  const search = formatPatchesQuery(query);
  return search === "" ? patchesPage : `${patchesPage}?${search}`;
}

/** A patch's page with its nodes under a query. */
export function patchAddress({ operatingSystem, kbId }: PatchKey, query: PatchNodesQuery): string {
  return patchPage(operatingSystem, kbId, formatPatchNodesQuery(query));
}

/** A patch's page with its nodes in some states, narrowed as the list that leads there. */
export function patchInStates(
  { operatingSystem, kbId }: PatchKey,
  states: readonly FindingState[],
  scope: Scope,
): string {
  const search = formatQuery([["state", states.map(stateWord).toSorted().join(",")]]);
  return patchPage(operatingSystem, kbId, withScope(search, scope));
}
