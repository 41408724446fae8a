import "server-only";
import { rangeDays, type OverviewQuery } from "@/lib/api/history-query";
import type { PatchAddress } from "@/lib/api/patch-address";
import type { Rollout } from "@/lib/api/rollout.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { rangeOf } from "@/lib/server/read/history-points";
import { readScope } from "@/lib/server/read/read-scope";
import type { Patience } from "@/lib/server/settled-within";
import { listRolloutDays } from "@/lib/server/store/rollout";
import { store } from "@/lib/server/store/store";

/** How one KB or package came to the nodes that the viewer may see, a point a day; none before any of them lacked it. */
export async function readRollout(
  viewer: Viewer,
  address: PatchAddress,
  query: OverviewQuery,
  patience: Patience,
): Promise<Rollout> {
  const { sourceNos, sources, asOf } = await readScope(viewer, query, patience);
  const { from, to } = rangeOf(rangeDays[query.range], Date.now());
  const { database } = await store();
  const days = await listRolloutDays(database, { ...address, sourceNos, from, to });
  const begins = days.findIndex(
    ({ nodesByState, nodesFixed }) =>
      nodesFixed > 0 || Object.values(nodesByState).some((count) => count > 0),
  );
  const items = (begins < 0 ? [] : days.slice(begins)).map(({ nodesByState, ...day }) => ({
    ...day,
    nodesByState: { ...nodesByState },
  }));
  return { range: query.range, from, to, items, total: items.length, asOf, sources: [...sources] };
}
