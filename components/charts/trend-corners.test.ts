import { expect, test } from "vitest";
import { trendCorners } from "./trend-corners";

const read = (day: string, missing = 2) => ({ day, counts: { missing }, complete: true });
const gap = (day: string) => ({ day, counts: null, complete: false });
const corners = (...days: Parameters<typeof trendCorners>[0]) =>
  trendCorners(days).map(({ atMs, counts }) => [
    new Date(atMs).toISOString(),
    counts["missing"] ?? null,
  ]);

test("every day has the width of a day, the last too, and a gap has none of it", () => {
  expect(corners(read("2026-11-20"), gap("2026-11-21"), read("2026-11-22", 3))).toEqual([
    ["2026-11-20T00:00:00.000Z", 2],
    ["2026-11-20T23:59:59.999Z", 2],
    ["2026-11-21T00:00:00.000Z", null],
    ["2026-11-21T23:59:59.999Z", null],
    ["2026-11-22T00:00:00.000Z", 3],
    ["2026-11-22T23:59:59.999Z", 3],
  ]);
});

test("none of something has no line over what there is; where there is nothing at all, that is no gap", () => {
  const both = { day: "2026-11-20", counts: { missing: 2, failed: 0 }, complete: true };
  const [, ended] = trendCorners([both]);
  expect(ended?.counts).toEqual({ missing: 2 });
  expect(corners(read("2026-11-20", 0)).map(([, count]) => count)).toEqual([0, 0]);
});

test("a day of which too little was read is hollow, once; a gap is not", () => {
  const days = [{ ...read("2026-11-20"), complete: false }, gap("2026-11-21")];
  expect(trendCorners(days).map(({ isHollow }) => isHollow)).toEqual([true, false, false, false]);
});
