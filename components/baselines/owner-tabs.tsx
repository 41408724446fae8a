import { formatCount } from "@/components/ui/number-format";
import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import type { BaselineList } from "@/lib/api/baseline.schema";
import type { BaselinesQuery } from "@/lib/api/baselines-query";
import { baselineOwners, type BaselineOwner } from "@/lib/domain/patch-baseline";
import { baselinesAddress } from "./baselines-address";

interface OwnerTabsProps {
  readonly query: BaselinesQuery;
  /** Baselines of each owner under the other filters. */
  readonly counts: BaselineList["countsByOwner"];
}

const words: Record<BaselineOwner | "all", string> = {
  all: "All baselines",
  self: "Own",
  aws: "AWS-managed",
};

/** The list by owner, as links. */
export function OwnerTabs({ query, counts }: OwnerTabsProps) {
  const isHere = (choice: BaselineOwner | "all") =>
    choice === "all"
      ? query.owners === null
      : query.owners?.length === 1 && query.owners[0] === choice;
  return (
    <nav aria-label="Owner" className={tabStripClass}>
      {(["all", ...baselineOwners] as const).map((choice) => (
        <a
          key={choice}
          href={baselinesAddress({ ...query, owners: choice === "all" ? null : [choice], page: 1 })}
          aria-current={isHere(choice) ? "page" : undefined}
          className={tabClass}
        >
          {words[choice]}
          {/* That list folds AWS's unused ones away: no one number is true of it from every other tab. */}
          {choice === "all" ? null : (
            <b className="text-xs font-medium tabular-nums">{formatCount(counts[choice])}</b>
          )}
        </a>
      ))}
    </nav>
  );
}
