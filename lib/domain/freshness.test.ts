import { expect, test } from "vitest";
import { freshnessOf } from "@/lib/domain/freshness";

const now = Date.parse("2026-11-21T12:00:00.000Z");
const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString();

test.each([
  [daysAgo(0), "fresh"],
  [daysAgo(1), "fresh"],
  [daysAgo(1.01), "ageing"],
  [daysAgo(7), "ageing"],
  [daysAgo(7.01), "stale"],
  [daysAgo(-1), "fresh"],
  [null, "never"],
] as const)(
  "Pitfall 10, staleness: a last operation at %s is %s",
  (operationEndTime, freshness) => {
    expect(freshnessOf(operationEndTime, now)).toBe(freshness);
  },
);

test("the bounds are the configured ones", () => {
  expect(freshnessOf(daysAgo(2), now, { fresh: 3, ageing: 5 })).toBe("fresh");
  expect(freshnessOf(daysAgo(6), now, { fresh: 3, ageing: 5 })).toBe("stale");
});
