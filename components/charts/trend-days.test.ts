import { expect, test } from "vitest";
import { heldDays, trendDays } from "./trend-days";

const point = (day: string, nonCompliant: number) => ({
  day,
  counts: { nonCompliant, unknown: 1 },
  complete: true,
});

test("a day that was not read is a gap, not zero and not the day before", () => {
  const days = trendDays([point("2026-10-30", 3), point("2026-11-01", 2)], "2026-11-02");
  expect(days.map(({ day, counts }) => [day, counts?.nonCompliant ?? null])).toEqual([
    ["2026-10-30", 3],
    ["2026-10-31", null],
    ["2026-11-01", 2],
    ["2026-11-02", null],
  ]);
});

test("the days before the first point are not drawn", () => {
  expect(trendDays([], "2026-11-02")).toEqual([]);
  expect(trendDays([point("2026-11-02", 0)], "2026-11-02")).toHaveLength(1);
});

test("what a day left holds until the next that changed something, and nothing known stays nothing", () => {
  const days = heldDays(
    [
      { day: "2026-10-30", counts: { missing: 3 } },
      { day: "2026-11-01", counts: null },
      { day: "2026-11-03", counts: { missing: 1 } },
    ],
    "2026-11-04",
  );
  expect(days.map(({ day, counts }) => [day, counts?.["missing"] ?? null])).toEqual([
    ["2026-10-30", 3],
    ["2026-10-31", 3],
    ["2026-11-01", null],
    ["2026-11-02", null],
    ["2026-11-03", 1],
    ["2026-11-04", 1],
  ]);
});
