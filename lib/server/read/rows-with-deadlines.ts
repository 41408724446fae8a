import "server-only";
import { deadlineOf, dueDay, hasDeadline, type DeadlineDays } from "@/lib/domain/deadline";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { patchStateRank } from "@/lib/domain/patch-state";
import { severityOrder } from "@/lib/domain/severity";
import type { PatchItem } from "@/lib/api/node-patches.schema";
import type { FindingClock } from "@/lib/server/store/open-findings";

/** What deadlines hang on besides the findings; `today` is a day of UTC. */
export interface DeadlineView {
  readonly today: string;
  readonly deadlineDays: DeadlineDays;
  readonly operatingSystem: OperatingSystem | null;
}

/**
 * The rows of a node with the deadlines of its findings, by KB or package. Several rows of one are one finding, and the
 * worst of them has its deadline: so many rows are overdue as findings.
 */
export function withDeadlines(
  rows: readonly PatchItem[],
  clocks: ReadonlyMap<string, FindingClock>,
  { today, deadlineDays, operatingSystem }: DeadlineView,
): readonly PatchItem[] {
  if (clocks.size === 0) return rows;
  const order = ({ state, severity, occurrence }: PatchItem) =>
    [patchStateRank(state), severityOrder(severity, operatingSystem), occurrence] as const;
  const worst = new Map<string, PatchItem>();
  for (const row of rows) {
    if (!clocks.has(row.kbId) || !hasDeadline(row.state)) continue;
    const known = worst.get(row.kbId);
    if (known === undefined || isBefore(order(row), order(known))) worst.set(row.kbId, row);
  }
  return rows.map((row) => {
    const clock = clocks.get(row.kbId);
    if (clock === undefined || worst.get(row.kbId) !== row) return row;
    const dueOn = dueDay(clock.day, clock.rank, deadlineDays);
    return {
      ...row,
      deadline: deadlineOf(dueOn, today),
      dueOn,
      clock: clock.clock,
      clockDay: clock.day,
    };
  });
}

function isBefore(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((value, place) => value !== right[place]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}
