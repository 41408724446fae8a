import type { BaselineItem, BaselineList } from "@/lib/api/baseline.schema";
import type { BaselinesQuery } from "@/lib/api/baselines-query";

/**
 * AWS keeps a baseline or more of every system in every Region, and most are nobody's: a view that asks for nothing
 * but a place leaves those out that no node uses, and says how many.
 */
export function foldsUnused(query: BaselinesQuery): boolean {
  const { owners, operatingSystems, defaultBaseline, used, q } = query;
  return (
    [owners, operatingSystems, defaultBaseline, used].every((each) => each === null) && q === ""
  );
}

/** The query that a folded view is made from: every row, because the page is cut after the fold. */
export function wholeList(query: BaselinesQuery): BaselinesQuery {
  return { ...query, page: 1, size: Number.MAX_SAFE_INTEGER };
}

function isUnused({ owner, nodesUsing }: BaselineItem): boolean {
  return owner === "aws" && nodesUsing === 0;
}

/** A list as it is shown, and how many of AWS's own baselines it leaves out. */
export interface ShownList {
  readonly list: BaselineList;
  readonly hidden: number;
}

/** The asked page of a whole list without AWS's own baselines that no node uses; what is not known stays. */
export function foldUnused(whole: BaselineList, { page, size }: BaselinesQuery): ShownList {
  const shown = whole.items.filter((baseline) => !isUnused(baseline));
  const items = shown.slice((page - 1) * size, page * size);
  return {
    list: { ...whole, items, total: shown.length, page, size },
    hidden: whole.items.length - shown.length,
  };
}
