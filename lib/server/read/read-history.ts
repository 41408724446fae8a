import "server-only";
import type { History } from "@/lib/api/history.schema";
import { rangeDays, type HistoryQuery } from "@/lib/api/history-query";
import { noneWord } from "@/lib/api/nodes-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { historyPoints, rangeOf } from "@/lib/server/read/history-points";
import { readScope } from "@/lib/server/read/read-scope";
import type { Patience } from "@/lib/server/settled-within";
import { listComplianceDays } from "@/lib/server/store/compliance-days";
import { store } from "@/lib/server/store/store";

/** A point a day of the fleet that the viewer may see. */
export async function readHistory(
  viewer: Viewer,
  query: HistoryQuery,
  patience: Patience,
): Promise<History> {
  const { sourceNos, sources, asOf } = await readScope(viewer, query, patience);
  const { from, to } = rangeOf(rangeDays[query.range], Date.now());
  const { database } = await store();
  const groups = query.groups?.flatMap((group) => (group === noneWord ? [group, null] : [group]));
  const days = await listComplianceDays(database, { sourceNos, groups: groups ?? null, from, to });
  const items = [...historyPoints(days, from)];
  return { range: query.range, from, to, items, total: items.length, asOf, sources: [...sources] };
}
