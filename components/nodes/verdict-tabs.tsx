import { StateGlyph } from "@/components/badges/state-glyph";
import { verdictWords } from "@/components/badges/verdict-mark";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/components/ui/number-format";
import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import type { NodeList } from "@/lib/api/node.schema";
import { nodesAddress } from "@/lib/api/nodes-address";
import {
  formatNodesQuery,
  quickViewQuery,
  quickViews,
  type NodesQuery,
  type QuickView,
} from "@/lib/api/nodes-query";
import { verdicts, type Verdict } from "@/lib/domain/verdict";

interface VerdictTabsProps {
  readonly query: NodesQuery;
  readonly list: Pick<NodeList, "countsByVerdict" | "countsByQuickView" | "freshnessDays">;
}

function Count({ count }: { count: number }) {
  return <b className="text-xs font-medium tabular-nums">{formatCount(count)}</b>;
}

function VerdictTab({ query, list, choice }: VerdictTabsProps & { choice: Verdict | "all" }) {
  const { countsByVerdict: counts } = list;
  const all = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
  const isHere =
    choice === "all"
      ? query.verdicts === null
      : query.verdicts?.length === 1 && query.verdicts[0] === choice;
  return (
    <a
      href={nodesAddress({ ...query, verdicts: choice === "all" ? null : [choice], page: 1 })}
      aria-current={isHere ? "page" : undefined}
      className={tabClass}
    >
      {choice === "all" ? "All nodes" : verdictWords[choice]}
      <Count count={choice === "all" ? all : counts[choice]} />
    </a>
  );
}

function quickViewWords(view: QuickView, staleDays: number): string {
  switch (view) {
    case "overdue":
      return "Overdue";
    case "needsReboot":
      return "Needs reboot";
    case "failedInstalls":
      return "Failed installs";
    case "stale":
      return `Scan older than ${staleDays} ${staleDays === 1 ? "day" : "days"}`;
    case "neverScanned":
      return "Never scanned";
  }
}

function QuickViewTab({ query, list, view }: VerdictTabsProps & { view: QuickView }) {
  const there = quickViewQuery(query, view);
  const count = list.countsByQuickView[view];
  const isHere = formatNodesQuery(there) === formatNodesQuery({ ...query, page: 1 });
  return (
    <a
      href={nodesAddress(there)}
      aria-current={isHere ? "page" : undefined}
      data-zero={count === 0 ? "" : undefined}
      className={tabClass}
    >
      {view === "overdue" ? (
        <Icon
          name="clock"
          className={classNames("size-3.5", count === 0 ? "text-faint" : "text-st-failed-text")}
        />
      ) : null}
      {view === "needsReboot" ? (
        <StateGlyph state="InstalledPendingReboot" muted={count === 0} />
      ) : null}
      {view === "failedInstalls" ? <StateGlyph state="Failed" muted={count === 0} /> : null}
      {quickViewWords(view, list.freshnessDays.ageing)}
      <Count count={count} />
    </a>
  );
}

/** The list by verdict, and the views it is opened with most, as links. */
export function VerdictTabs({ query, list }: VerdictTabsProps) {
  return (
    <div className={tabStripClass}>
      <nav aria-label="Verdict" className="flex gap-0.5">
        {(["all", ...verdicts] as const).map((choice) => (
          <VerdictTab key={choice} query={query} list={list} choice={choice} />
        ))}
      </nav>
      <nav
        aria-label="Quick views"
        className="flex gap-0.5 before:mx-2 before:my-3 before:w-px before:flex-none before:bg-line"
      >
        {quickViews.map((view) => (
          <QuickViewTab key={view} query={query} list={list} view={view} />
        ))}
      </nav>
    </div>
  );
}
