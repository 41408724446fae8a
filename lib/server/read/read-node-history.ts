import "server-only";
import type { NodeHistoryQuery } from "@/lib/api/node-history-query";
import type { NodeHistory } from "@/lib/api/node-history.schema";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Source } from "@/lib/domain/source";
import type { Viewer } from "@/lib/server/auth/viewer";
import { nodeDays } from "@/lib/server/read/node-days";
import { factsOf } from "@/lib/server/read/read-node";
import { sourceFor, sourceStatus } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { listEventDays, listFindingEvents } from "@/lib/server/store/finding-history";
import { listNodeHistory } from "@/lib/server/store/node-history";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { store } from "@/lib/server/store/store";

/** What has happened to a node, the newest day first. Throws ProblemError `notFound`, or why SSM could not be read. */
export async function readNodeHistory(
  viewer: Viewer,
  { source, instanceId }: { readonly source: Source; readonly instanceId: InstanceId },
  { page, size }: NodeHistoryQuery,
  patience: Patience,
): Promise<NodeHistory> {
  const opened = await sourceFor(viewer, source);
  const { nodeNo, readAt } = await factsOf(opened, instanceId, patience);
  const { database } = await store();
  return inSnapshot(database, async (snapshot) => {
    const { days, total } = await listEventDays(snapshot, nodeNo, {
      limit: size,
      offset: (page - 1) * size,
    });
    const [to] = days;
    const from = days.at(-1);
    const events =
      from === undefined || to === undefined
        ? []
        : await listFindingEvents(snapshot, nodeNo, { from, to });
    const history = await listNodeHistory(snapshot, nodeNo);
    return {
      items: nodeDays(days, history, events),
      total,
      page,
      size,
      asOf: readAt,
      since: history.at(-1)?.since ?? null,
      sources: [sourceStatus(opened, { readAt, reading: false, failure: null })],
    };
  });
}
