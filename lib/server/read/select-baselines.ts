import "server-only";
import { parseOperatingSystem } from "@/lib/domain/operating-system";
import { baselineOwners, type BaselineOwner } from "@/lib/domain/patch-baseline";
import type { BaselineColumn, BaselinesQuery } from "@/lib/api/baselines-query";
import type { BaselineItem, BaselineList } from "@/lib/api/baseline.schema";
import { holdsText, isIn, pageOf } from "@/lib/server/read/matching";
import { byNumber, byText, collator, sortBy, type Order } from "@/lib/server/read/order";

const orders: Record<BaselineColumn, Order<BaselineItem>> = {
  owner: byNumber((baseline) => baselineOwners.indexOf(baseline.owner)),
  name: byText((baseline) => baseline.name),
  "baseline-id": byText((baseline) => baseline.baselineId),
  os: byText((baseline) => baseline.operatingSystem),
  default: byNumber((baseline) => Number(!baseline.defaultBaseline)),
  "nodes-using": byNumber((baseline) => baseline.nodesUsing),
  "non-compliant": byNumber((baseline) => baseline.nonCompliant),
  "approve-after-days": byNumber((baseline) => baseline.longestApproveAfterDays),
  "modified-date": byText((baseline) => baseline.modifiedDate),
  account: byText((baseline) => baseline.account),
  region: byText((baseline) => baseline.region),
};

function baselineKey(baseline: BaselineItem): string {
  return `${baseline.account}/${baseline.region}/${baseline.baselineId}`;
}

const byKey: Order<BaselineItem> = (a, b) => collator.compare(baselineKey(a), baselineKey(b));

type Use = keyof BaselineList["countsByUse"][BaselineOwner];

function usageOf({ nodesUsing }: BaselineItem): Use {
  if (nodesUsing === null) return "unknown";
  return nodesUsing > 0 ? "used" : "unused";
}

/** Every filter but owner and use. */
function matches(baseline: BaselineItem, query: BaselinesQuery): boolean {
  const { name, description, baselineId, patchGroups } = baseline;
  const operatingSystem = parseOperatingSystem(baseline.operatingSystem ?? "");
  return (
    isIn(query.operatingSystems, operatingSystem) &&
    (query.defaultBaseline === null || query.defaultBaseline === baseline.defaultBaseline) &&
    isIn(query.accounts, baseline.account) &&
    isIn(query.regions, baseline.region) &&
    holdsText(query.q, [name, description, baselineId, ...(patchGroups ?? [])])
  );
}

/** What a query selects out of the baselines. */
export type SelectedBaselines = Pick<
  BaselineList,
  "items" | "total" | "countsByOwner" | "countsByUse"
>;

/** The page of baselines that `query` asks for, how many match in all, and how they divide by owner and use. */
export function selectBaselines(
  baselines: readonly BaselineItem[],
  query: BaselinesQuery,
): SelectedBaselines {
  const asked = query.used === null ? null : [query.used ? "used" : "unused"];
  const inUse = (baseline: BaselineItem) => isIn<string>(asked, usageOf(baseline));
  const inOwner = (baseline: BaselineItem) => isIn(query.owners, baseline.owner);

  const inView = baselines.filter((baseline) => matches(baseline, query));
  const matching = inView.filter((baseline) => inUse(baseline) && inOwner(baseline));
  const owned = (owner: BaselineOwner) => inView.filter((baseline) => baseline.owner === owner);
  const uses = (owner: BaselineOwner) => {
    const of = owned(owner).filter(inOwner);
    const count = (use: Use) => of.filter((baseline) => usageOf(baseline) === use).length;
    return { used: count("used"), unused: count("unused"), unknown: count("unknown") };
  };
  return {
    items: pageOf(sortBy(matching, query.sort, orders, byKey), query),
    total: matching.length,
    countsByOwner: {
      self: owned("self").filter(inUse).length,
      aws: owned("aws").filter(inUse).length,
    },
    countsByUse: { self: uses("self"), aws: uses("aws") },
  };
}
