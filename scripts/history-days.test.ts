import fc from "fast-check";
import { expect, test } from "vitest";
import { nextDay } from "./history-days.mjs";

function daysOf(sweepsLeft: (done: number) => number): readonly number[] {
  const days: number[] = [];
  for (let day = nextDay(null, 0); day !== null; day = nextDay(day, sweepsLeft(days.length)))
    days.push(day);
  return days;
}

test("where there is time enough, every day of ninety but today is swept", () => {
  expect(daysOf((done) => 89 - done)).toEqual(Array.from({ length: 89 }, (_, index) => 89 - index));
});

test("where there is less, the days before the last two weeks are spread evenly", () => {
  const days = daysOf((done) => 40 - done);
  expect(days.length).toBeLessThanOrEqual(40);
  expect(days.slice(0, 4)).toEqual([89, 86, 83, 80]);
  expect(days.slice(-14)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("it begins on the first of ninety days, never leaves a week out, and ends with seven days in a row", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 120 }), { minLength: 91 }), (left) => {
      const days = daysOf((done) => left[done] ?? 0);
      expect(days[0]).toBe(89);
      expect(days.slice(-7)).toEqual([7, 6, 5, 4, 3, 2, 1]);
      const steps = days.slice(1).map((day, index) => (days[index] ?? 0) - day);
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...steps)).toBeLessThanOrEqual(7);
    }),
  );
});
