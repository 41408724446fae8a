import { baselinePage, baselinesPage, nodesPage } from "@/lib/api/addresses";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { formatBaselinesQuery, type BaselinesQuery } from "@/lib/api/baselines-query";
import { stateWord } from "@/lib/api/node-patches-query";
import { verdictWord } from "@/lib/api/nodes-query";
import { formatQuery } from "@/lib/api/query-reader";
import { formatBaselineView, type BaselineView } from "@/lib/browser/baseline-view";
import type { FindingState } from "@/lib/domain/patch-state";
import type { Verdict } from "@/lib/domain/verdict";

/** What a baseline is found by. */
export type BaselineKey = Pick<BaselineDetail, "account" | "region" | "baselineId">;

/** The list of baselines under a query. */
export function baselinesAddress(query: BaselinesQuery): string {
  const search = formatBaselinesQuery(query);
  return search === "" ? baselinesPage : `${baselinesPage}?${search}`;
}

/** The list of baselines of one account, or of one of its Regions. */
export function scopeAddress(account: string, region?: string): string {
  return `${baselinesPage}?${formatQuery([
    ["account", account],
    ["region", region ?? null],
  ])}`;
}

/** A tab of a baseline's page. */
export function baselineAddress(baseline: BaselineKey, view: BaselineView): string {
  return baselinePage(baseline, baseline.baselineId, formatBaselineView(view));
}

interface NodesAsked {
  readonly verdict?: Verdict;
  /** null: nodes without a patch group. */
  readonly group?: string | null;
  /** Nodes with at least one patch in it. */
  readonly state?: FindingState;
  readonly sort?: string;
}

/** The nodes that used a baseline last. AWS's own baselines are the same in every account of a Region, so it is named too. */
export function nodesUsingAddress(
  { account, region, baselineId }: BaselineKey,
  { verdict, state, group, sort }: NodesAsked = {},
): string {
  return `${nodesPage}?${formatQuery([
    ["verdict", verdict === undefined ? null : verdictWord(verdict)],
    ["state", state === undefined ? null : stateWord(state)],
    ["group", group === undefined ? null : (group ?? "none")],
    ["baseline", baselineId],
    ["account", account],
    ["region", region],
    ["sort", sort ?? null],
  ])}`;
}
