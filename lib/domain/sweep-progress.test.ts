import fc from "fast-check";
import { expect, test } from "vitest";
import { progressOf, timeLeftMs, type ProgressPart } from "@/lib/domain/sweep-progress";
import { statusOfParts, sweepStatuses } from "@/lib/domain/sweep";

const part = (given: Partial<ProgressPart>): ProgressPart => ({
  status: "running",
  nodesDone: 0,
  nodesTotal: null,
  nodesBefore: null,
  ...given,
});

test("counts what the listings say", () => {
  const parts = [
    part({ status: "complete", nodesDone: 120, nodesTotal: 120 }),
    part({ nodesDone: 92, nodesTotal: 480 }),
  ];
  expect(progressOf(parts)).toEqual({ done: 212, expected: 600, least: 600, exact: true });
});

test("takes what earlier runs found for a source that is not listed yet", () => {
  const parts = [
    part({ nodesDone: 92, nodesTotal: 480 }),
    part({ status: "waiting", nodesBefore: 120 }),
  ];
  expect(progressOf(parts)).toEqual({ done: 92, expected: 600, least: 600, exact: false });
});

test("expects nothing while a source was never listed, or before there are any", () => {
  const parts = [part({ nodesDone: 50 }), part({ nodesDone: 92, nodesTotal: 480 })];
  expect(progressOf(parts)).toEqual({ done: 142, expected: null, least: 530, exact: false });
  expect(progressOf([])).toEqual({ done: 0, expected: null, least: 0, exact: false });
});

test("waits for no more of a source that has failed", () => {
  const parts = [
    part({ status: "failed", nodesDone: 10, nodesTotal: 480, nodesBefore: 480 }),
    part({ nodesDone: 30, nodesTotal: 40 }),
  ];
  expect(progressOf(parts)).toEqual({ done: 40, expected: 50, least: 50, exact: true });
});

const anyPart = fc.record({
  status: fc.constantFrom(...sweepStatuses),
  nodesDone: fc.nat(1_000),
  nodesTotal: fc.option(fc.nat(1_000)),
  nodesBefore: fc.option(fc.nat(1_000)),
});

test("is never further than all of it", () => {
  fc.assert(
    fc.property(fc.array(anyPart), (parts) => {
      const { done, expected } = progressOf(parts);
      return expected === null || done <= expected;
    }),
  );
});

test.each([
  { done: 212, expected: 344, elapsedMs: 58_000, left: 36_113 },
  { done: 1, expected: 2, elapsedMs: 3_000, left: 3_000 },
  { done: 0, expected: 344, elapsedMs: 58_000, left: null },
  { done: 344, expected: 344, elapsedMs: 58_000, left: null },
  { done: 212, expected: null, elapsedMs: 58_000, left: null },
  { done: 50, expected: 344, elapsedMs: 1_000, left: null },
])("$done of $expected after $elapsedMs ms leave $left ms", ({ elapsedMs, left, ...progress }) => {
  const found = timeLeftMs(progress, elapsedMs);
  expect(found === null ? null : Math.round(found)).toBe(left);
});

test.each([
  [["complete", "complete"], "complete"],
  [["complete", "failed"], "partial"],
  [["partial"], "partial"],
  [["failed", "failed"], "failed"],
] as const)("sources that are %s make a run %s", (statuses, wanted) => {
  expect(statusOfParts(statuses)).toBe(wanted);
});
