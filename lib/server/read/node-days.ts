import "server-only";
import type { NodeDay } from "@/lib/api/node-history.schema";
import type { FindingEventOfDay } from "@/lib/server/store/finding-history";
import type { PastNode } from "@/lib/server/store/node-history";

const dayOf = (moment: string) => moment.slice(0, 10);

/**
 * The days of a node: what it was at the end of each, and what had happened. `history` is all of it, the newest first; a
 * day before it begins is none.
 */
export function nodeDays(
  days: readonly string[],
  history: readonly PastNode[],
  events: readonly FindingEventOfDay[],
): NodeDay[] {
  const first = history.at(-1);
  return days.flatMap((day) => {
    const past = history.find(({ since }) => dayOf(since) <= day);
    if (past === undefined || first === undefined) return [];
    const { listing, verdict, reason, baselineId, patchGroup, countsByState } = past;
    const { operation, operationEndTime } = past;
    return {
      day,
      isFirst: day === dayOf(first.since),
      listing,
      verdict,
      reason,
      baselineId,
      patchGroup,
      countsByState: { ...countsByState },
      operation,
      operationEndTime,
      installs: history.filter((row) => dayOf(row.since) === day && row.operation === "Install")
        .length,
      events: events
        .filter((each) => each.day === day)
        .map(({ event, kbId, title, state }) => ({ event, kbId, title, state })),
    };
  });
}
