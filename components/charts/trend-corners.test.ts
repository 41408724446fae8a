import { expect, test } from "vitest";
import { trendCorners } from "./trend-corners";

const counts = { missing: 2 };
const read = (day: string) => ({ day, counts, complete: true });
const gap = (day: string) => ({ day, counts: null, complete: false });
const corners = (...days: Parameters<typeof trendCorners>[0]) =>
  trendCorners(days).map(({ atMs, counts: drawn }) => [
    new Date(atMs).toISOString(),
    drawn?.missing ?? null,
  ]);

test("the last day has the width of a day", () => {
  expect(corners(read("2026-11-20"), read("2026-11-21"))).toEqual([
    ["2026-11-20T00:00:00.000Z", 2],
    ["2026-11-21T00:00:00.000Z", 2],
    ["2026-11-21T23:59:59.999Z", 2],
  ]);
});

test("a day alone between gaps has the width of a day, and a gap has none of it", () => {
  expect(corners(gap("2026-11-19"), read("2026-11-20"), gap("2026-11-21"))).toEqual([
    ["2026-11-19T00:00:00.000Z", null],
    ["2026-11-20T00:00:00.000Z", 2],
    ["2026-11-20T23:59:59.999Z", 2],
    ["2026-11-21T00:00:00.000Z", null],
  ]);
});

test("a day of which too little was read is hollow, once; a gap is not", () => {
  const days = [{ ...read("2026-11-20"), complete: false }, gap("2026-11-21")];
  expect(trendCorners(days).map(({ isHollow }) => isHollow)).toEqual([true, false, false]);
});
