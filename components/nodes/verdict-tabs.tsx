import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import { formatCount } from "@/components/ui/number-format";
import { verdictWords } from "@/components/badges/verdict-mark";
import type { NodeList } from "@/lib/api/node.schema";
import type { NodesQuery } from "@/lib/api/nodes-query";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import { nodesAddress } from "./nodes-address";

interface VerdictTabsProps {
  readonly query: NodesQuery;
  /** Nodes of each verdict under the other filters. */
  readonly counts: NodeList["countsByVerdict"];
}

/** The list by verdict, as links. */
export function VerdictTabs({ query, counts }: VerdictTabsProps) {
  const all = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
  const choices = ["all", ...verdicts] as const;
  const isHere = (choice: Verdict | "all") =>
    choice === "all"
      ? query.verdicts === null
      : query.verdicts?.length === 1 && query.verdicts[0] === choice;
  return (
    <nav aria-label="Verdict" className={tabStripClass}>
      {choices.map((choice) => {
        const count = choice === "all" ? all : counts[choice];
        return (
          <a
            key={choice}
            href={nodesAddress({ ...query, verdicts: choice === "all" ? null : [choice], page: 1 })}
            aria-current={isHere(choice) ? "page" : undefined}
            className={tabClass}
          >
            {choice === "all" ? "All nodes" : verdictWords[choice]}
            <b className="text-xs font-medium tabular-nums">{formatCount(count)}</b>
          </a>
        );
      })}
    </nav>
  );
}
