import { expect, test } from "vitest";
import { addCounts, playwrightCounts, vitestCounts } from "./test-counts.mjs";

test("counts of both runners add up", () => {
  const unit = vitestCounts({ numPassedTests: 40, numFailedTests: 0 }, 0);
  const browser = playwrightCounts({ stats: { expected: 12, unexpected: 1, flaky: 0 } }, 1);
  expect(addCounts([unit, browser, { passed: 0, failed: 1 }])).toEqual({ passed: 52, failed: 2 });
});

test("a run that fails without a failed test is a failure", () => {
  expect(vitestCounts({ numPassedTests: 3, numFailedTests: 0 }, 1).failed).toBe(1);
  expect(playwrightCounts({ stats: { expected: 0, unexpected: 0 } }, 1).failed).toBe(1);
});

test("a run that leaves no report is a failure, whatever its exit code", () => {
  expect(vitestCounts(null, 0)).toEqual({ passed: 0, failed: 1 });
  expect(playwrightCounts(null, 0)).toEqual({ passed: 0, failed: 1 });
});

test("a test that passed only the second time is a failure", () => {
  expect(playwrightCounts({ stats: { expected: 5, flaky: 1 } }, 0)).toEqual({
    passed: 5,
    failed: 1,
  });
});
