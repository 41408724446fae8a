import { expect, test } from "vitest";
import { weekBefore } from "./week-before";

const point = (day: string) => ({
  day,
  compliant: 1,
  nonCompliant: 1,
  unknown: 0,
  nodes: 2,
  nodesRead: 2,
  complete: true,
  sources: 1,
  findingsByState: {
    Failed: 0,
    Missing: 1,
    InstalledPendingReboot: 0,
    InstalledRejected: 0,
    AvailableSecurityUpdate: 0,
  },
});

const found = (...days: readonly string[]) => {
  const week = weekBefore(days.map(point));
  return week && [week.before.day, week.wanted, week.last.day];
};

test("it is the day a week before the newest one", () => {
  expect(found("2026-11-14", "2026-11-15", "2026-11-16", "2026-11-22")).toEqual([
    "2026-11-15",
    "2026-11-15",
    "2026-11-22",
  ]);
});

test("where that day was not read, it is the last one before, never one after", () => {
  expect(found("2026-11-10", "2026-11-12", "2026-11-16", "2026-11-22")).toEqual([
    "2026-11-12",
    "2026-11-15",
    "2026-11-22",
  ]);
});

test("a history that is shorter has none", () => {
  expect(found("2026-11-16", "2026-11-22")).toBeNull();
  expect(found()).toBeNull();
});
