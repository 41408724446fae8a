import {
  formatEffectivePatchesQuery,
  parseEffectivePatchesQuery,
  type EffectivePatchesQuery,
} from "@/lib/api/effective-patches-query";
import { formatQuery, oneOf, QueryReader, type InvalidParam } from "@/lib/api/query-reader";

export const baselineTabs = ["rules", "effective-patches", "nodes", "json"] as const;

export type BaselineTab = (typeof baselineTabs)[number];

/** What the address of a baseline's page says: which tab, and of the effective patches which rows. */
export type BaselineView =
  | { readonly tab: Exclude<BaselineTab, "effective-patches"> }
  | { readonly tab: "effective-patches"; readonly patches: EffectivePatchesQuery };

export type ParsedBaselineView =
  | { readonly ok: true; readonly view: BaselineView }
  | { readonly ok: false; readonly invalidParams: readonly InvalidParam[] };

function readTab(params: URLSearchParams): ParsedBaselineTab {
  const reader = new QueryReader(params);
  const known = `Not a tab. Known: ${baselineTabs.join(", ")}.`;
  const tabs = reader.words("tab", oneOf(baselineTabs), known) ?? ["rules"];
  const [tab, ...others] = tabs;
  if (tab !== undefined && others.length === 0) return reader.result(tab);
  const value = tabs.join(",");
  return { ok: false, invalidParams: [{ name: "tab", value, reason: "More than one tab." }] };
}

type ParsedBaselineTab =
  | { readonly ok: true; readonly query: BaselineTab }
  | { readonly ok: false; readonly invalidParams: readonly InvalidParam[] };

/** The view that an address asks for; the parameters of the effective patches count on their tab only. */
export function parseBaselineView(params: URLSearchParams): ParsedBaselineView {
  const tab = readTab(params);
  if (!tab.ok) return tab;
  if (tab.query !== "effective-patches") return { ok: true, view: { tab: tab.query } };
  const patches = parseEffectivePatchesQuery(params, false);
  return patches.ok ? { ok: true, view: { tab: tab.query, patches: patches.query } } : patches;
}

/** The one spelling of a view, without its `?`. */
export function formatBaselineView(view: BaselineView): string {
  const tab = formatQuery([["tab", view.tab === "rules" ? null : view.tab]]);
  const patches = view.tab === "effective-patches" ? formatEffectivePatchesQuery(view.patches) : "";
  return [tab, patches].filter(Boolean).join("&");
}
