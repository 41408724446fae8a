import { describe, expect, test } from "vitest";
import { nextSort, sortedBy } from "./next-sort";
import { sortWords } from "./sort-words";

type Column = "state" | "severity" | "cves";
const own = [
  { column: "state", descending: false },
  { column: "severity", descending: false },
] as const;
const key = (column: Column, descending: boolean) => ({ column, descending });

describe("nextSort", () => {
  test("a column of words: up, down, back to the list's own order", () => {
    const up = nextSort<Column>(own, "severity", false, own);
    expect(up).toEqual([key("severity", false)]);
    const down = nextSort<Column>(up, "severity", false, own);
    expect(down).toEqual([key("severity", true)]);
    expect(nextSort<Column>(down, "severity", false, own)).toEqual(own);
  });

  test("a column of numbers starts with the most", () => {
    expect(nextSort<Column>(own, "cves", true, own)).toEqual([key("cves", true)]);
  });

  test("shift-click keeps the other key", () => {
    const sort = [key("cves", true)];
    expect(nextSort<Column>(sort, "state", false, own, true)).toEqual([
      ...sort,
      key("state", false),
    ]);
  });
});

test("the list's own order is marked on its first column", () => {
  expect(sortedBy<Column>(own, "state", own)).toBe("asc");
  expect(sortedBy<Column>(own, "severity", own)).toBeNull();
});

test("an order in words", () => {
  const phrases = {
    state: { name: "state" },
    severity: { name: "severity" },
    cves: { name: "CVEs", ascending: "fewest first", descending: "most first" },
  };
  expect(sortWords<Column>(own, phrases)).toBe("Sorted by state, then severity");
  expect(sortWords<Column>([key("cves", true), key("state", true)], phrases)).toBe(
    "Sorted by CVEs (most first), then state (reversed)",
  );
});
