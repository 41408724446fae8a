import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import { nodePage } from "@/lib/api/addresses";
import { nodeHistoryView } from "@/lib/api/node-history-query";
import type { NodeDetail } from "@/lib/api/node.schema";
import { withScope, type Scope } from "@/lib/browser/scope";

interface NodeTabsProps {
  readonly node: Pick<NodeDetail, "account" | "region" | "instanceId">;
  readonly here: "patches" | "history" | "past";
  readonly scope: Scope;
}

/** A day of the past is a part of the history, which its tab leads back to. */
function currentWord(view: "patches" | "history", here: NodeTabsProps["here"]) {
  if (view === here) return "page";
  return here === "past" && view === "history" ? "true" : undefined;
}

/** What a node's page tells: what it lacks now, or what has happened to it. */
export function NodeTabs({ node, here, scope }: NodeTabsProps) {
  const tabs = [
    { view: "patches", label: "Patches now", search: "state=findings" },
    { view: "history", label: "History", search: nodeHistoryView() },
  ] as const;
  return (
    <nav aria-label="View" className={tabStripClass}>
      {tabs.map(({ view, label, search }) => (
        <a
          key={view}
          href={nodePage(node, node.instanceId, withScope(search, scope))}
          aria-current={currentWord(view, here)}
          className={tabClass}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
