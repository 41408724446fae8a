import "server-only";
import type { HistoryPoint } from "@/lib/api/history.schema";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import type { ComplianceDay } from "@/lib/server/store/compliance-days";

/** A point is drawn full from this share of nodes read on. */
const leastRead = 0.99;

/**
 * The points of a fleet out of those of its sources, from a day on. A source that was not read on a day on which
 * another was stands as it was last read: one that fails must not look like nodes that left. A day on which no source
 * was read has no point. `days` holds, before `from`, what was last known of each source.
 */
export function historyPoints(
  days: readonly ComplianceDay[],
  from: string,
): readonly HistoryPoint[] {
  const known = new Map<number, ComplianceDay>();
  const points: HistoryPoint[] = [];
  for (const day of [...new Set(days.map((each) => each.day))].toSorted()) {
    for (const each of days) if (each.day === day) known.set(each.sourceNo, each);
    if (day >= from) points.push(pointOf(day, [...known.values()]));
  }
  return points;
}

function pointOf(day: string, known: readonly ComplianceDay[]): HistoryPoint {
  const sum = (count: (each: ComplianceDay) => number) =>
    known.reduce((all, each) => all + count(each), 0);
  const nodes = sum(({ nodesKnown }) => nodesKnown);
  const nodesRead = sum((each) => (each.day === day ? each.nodesRead : 0));
  const findingsByState: Record<FindingState, number> = {
    Failed: 0,
    Missing: 0,
    InstalledPendingReboot: 0,
    InstalledRejected: 0,
    AvailableSecurityUpdate: 0,
  };
  for (const state of findingStates) {
    findingsByState[state] = sum((each) => each.findingsByState[state]);
  }
  return {
    day,
    compliant: sum(({ nodesByVerdict }) => nodesByVerdict.compliant),
    nonCompliant: sum(({ nodesByVerdict }) => nodesByVerdict.nonCompliant),
    unknown: sum(({ nodesByVerdict }) => nodesByVerdict.unknown),
    nodes,
    nodesRead,
    complete: nodesRead >= leastRead * nodes,
    sources: known.length,
    findingsByState,
  };
}

/** The days of a range that ends today, both included, as UTC has them. */
export function rangeOf(
  days: number,
  nowMs: number,
): { readonly from: string; readonly to: string } {
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: dayOf(nowMs - (days - 1) * 86_400_000), to: dayOf(nowMs) };
}
