import { expect, test } from "vitest";
import { historyPoints, rangeOf } from "@/lib/server/read/history-points";
import type { ComplianceDay } from "@/lib/server/store/compliance-days";

function dayOf(sourceNo: number, day: string, nodes: number, nodesRead = nodes): ComplianceDay {
  return {
    sourceNo,
    day,
    nodesByVerdict: { compliant: nodes - 1, nonCompliant: 1, unknown: 0 },
    nodesKnown: nodes,
    nodesRead,
    findingsByState: {
      Failed: 0,
      Missing: 2,
      InstalledPendingReboot: 0,
      InstalledRejected: 0,
      AvailableSecurityUpdate: 0,
    },
  };
}

test("a point adds up the sources of its day", () => {
  const points = historyPoints(
    [dayOf(1, "2026-11-20", 10), dayOf(2, "2026-11-20", 5)],
    "2026-11-01",
  );
  expect(points).toEqual([
    {
      day: "2026-11-20",
      compliant: 13,
      nonCompliant: 2,
      unknown: 0,
      nodes: 15,
      nodesRead: 15,
      complete: true,
      sources: 2,
      findingsByState: {
        Failed: 0,
        Missing: 4,
        InstalledPendingReboot: 0,
        InstalledRejected: 0,
        AvailableSecurityUpdate: 0,
      },
    },
  ]);
});

test("a source that was not read stands as it was, and makes the day incomplete", () => {
  const [, second] = historyPoints(
    [dayOf(1, "2026-11-20", 10), dayOf(2, "2026-11-20", 5), dayOf(1, "2026-11-21", 10)],
    "2026-11-01",
  );
  expect(second).toMatchObject({ nodes: 15, nodesRead: 10, complete: false, sources: 2 });
});

test("a day on which no source was read has no point; what was before the range counts in it", () => {
  const points = historyPoints(
    [dayOf(2, "2026-10-01", 5), dayOf(1, "2026-11-18", 10), dayOf(1, "2026-11-21", 10)],
    "2026-11-01",
  );
  expect(points.map(({ day, nodes }) => [day, nodes])).toEqual([
    ["2026-11-18", 15],
    ["2026-11-21", 15],
  ]);
});

test("99 % of the nodes are enough for a whole day, less is not", () => {
  const complete = (read: number) =>
    historyPoints([dayOf(1, "2026-11-20", 200, read)], "2026-11-01")[0]?.complete;
  expect(complete(198)).toBe(true);
  expect(complete(197)).toBe(false);
});

test("a range ends today, as UTC has it", () => {
  expect(rangeOf(30, Date.parse("2026-11-21T23:59:00Z"))).toEqual({
    from: "2026-10-23",
    to: "2026-11-21",
  });
});
