import { formatCount } from "@/components/ui/number-format";
import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { defaultEffectivePatchSort } from "@/lib/api/effective-patches-query";
import { baselineTabs, type BaselineTab, type BaselineView } from "@/lib/browser/baseline-view";
import { baselineAddress } from "./baselines-address";

interface BaselineTabsProps {
  readonly baseline: BaselineDetail;
  /** null: none of them, for an address that cannot be shown as asked. */
  readonly tab: BaselineTab | null;
}

const words: Record<BaselineTab, string> = {
  rules: "Rules",
  "effective-patches": "Effective patches",
  nodes: "Nodes",
  json: "JSON",
};

/** The view that a tab opens with. */
function viewOf(tab: BaselineTab): BaselineView {
  if (tab !== "effective-patches") return { tab };
  const unfiltered = { statuses: null, severities: null, classifications: null, products: null };
  const firstPage = { q: "", sort: defaultEffectivePatchSort, page: 1, size: 50 };
  return { tab, patches: { ...unfiltered, ...firstPage } };
}

function countOn(tab: BaselineTab, baseline: BaselineDetail): number | null {
  if (tab === "rules") return baseline.approvalRules.patchRules.length;
  return tab === "nodes" ? baseline.nodesUsing : null;
}

/** The sides of a baseline, as links. */
export function BaselineTabs({ baseline, tab: here }: BaselineTabsProps) {
  return (
    <nav aria-label="Baseline" className={tabStripClass}>
      {baselineTabs.map((tab) => {
        const count = countOn(tab, baseline);
        return (
          <a
            key={tab}
            href={baselineAddress(baseline, viewOf(tab))}
            aria-current={tab === here ? "page" : undefined}
            className={tabClass}
          >
            {words[tab]}
            {count === null ? null : (
              <b className="text-xs font-medium tabular-nums">{formatCount(count)}</b>
            )}
          </a>
        );
      })}
    </nav>
  );
}
