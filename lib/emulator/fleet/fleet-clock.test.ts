import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FleetClock } from "./fleet-clock";

const fleetNow = Date.parse("2026-11-21T14:00:00.250Z") / 1000;
const day = 86_400;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a fleet's clock", () => {
  test("stands at the fleet's moment, to the millisecond, until it is moved", () => {
    const clock = new FleetClock(fleetNow);
    vi.advanceTimersByTime(3_600_000);
    expect(clock.now()).toBe(fleetNow);
    clock.set({ now: "2026-08-24T06:00:00Z" });
    expect(clock.reading()).toEqual({
      now: "2026-08-24T06:00:00.000Z",
      mode: "fixed",
      fleetNow: "2026-11-21T14:00:00.250Z",
      earliest: "2026-07-24T14:00:00.250Z",
      latest: "2026-12-21T14:00:00.250Z",
    });
    clock.reset();
    expect(clock.now()).toBe(fleetNow);
  });

  test("goes on with the machine's clock when told so, and no further than the fleet lives", () => {
    const clock = new FleetClock(fleetNow, { now: "2026-11-20T00:00:00Z", mode: "real" });
    const start = clock.now();
    vi.advanceTimersByTime(90_000);
    expect(clock.now()).toBe(start + 90);
    clock.set({ mode: "fixed" });
    vi.advanceTimersByTime(90_000);
    expect(clock.now()).toBe(start + 90);
    clock.reset();
    vi.advanceTimersByTime(1_000);
    expect(clock.now()).toBe(start + 1);
    vi.advanceTimersByTime(60 * day * 1_000);
    expect(clock.now()).toBe(fleetNow + 30 * day);
  });

  test.each(["2026-07-24T14:00:00Z", "2026-12-21T14:00:01Z"])(
    "cannot stand at %s, outside of the fleet's life, and stays where it is",
    (now) => {
      const clock = new FleetClock(fleetNow);
      expect(() => clock.set({ now, mode: "real" })).toThrow(
        "this fleet lives from 2026-07-24T14:00:00.250Z to 2026-12-21T14:00:00.250Z",
      );
      expect(clock.reading()).toMatchObject({ mode: "fixed", now: "2026-11-21T14:00:00.250Z" });
      expect(() => new FleetClock(fleetNow, { now })).toThrow(RangeError);
    },
  );
});
