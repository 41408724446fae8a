import "server-only";
import { setMaxListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/server/aws/fake-clock";
import { learningLimiter } from "@/lib/server/aws/learning-limiter";

/** Attempts made within `ms` by `callers` that ask again as soon as they are answered; AWS allows `allowedPerSecond`. */
async function attemptsWithin(ms: number, callers: number, allowedPerSecond: number) {
  const clock = new FakeClock();
  const limiter = learningLimiter(clock);
  const counts = { answered: 0, throttled: 0 };
  let awsTokens = allowedPerSecond;
  let awsFilledAt = 0;
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const caller = async () => {
    while (!stop.signal.aborted) {
      const waited = await limiter.acquire(stop.signal).catch(() => null);
      if (waited === null) return;
      const refilled = ((clock.now() - awsFilledAt) / 1_000) * allowedPerSecond;
      awsTokens = Math.min(allowedPerSecond, awsTokens + refilled);
      awsFilledAt = clock.now();
      if (awsTokens >= 1) {
        awsTokens -= 1;
        counts.answered += 1;
        limiter.succeeded(waited);
      } else {
        counts.throttled += 1;
        limiter.throttled();
      }
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  await clock.pass(ms);
  stop.abort();
  await all;
  return { ...counts, rate: limiter.snapshot().ratePerSecond, timersLeft: clock.timers };
}

describe("learningLimiter", () => {
  it("lets a bucket's depth through at once and the rest at its rate", async () => {
    const clock = new FakeClock();
    const limiter = learningLimiter(clock);
    let through = 0;
    const all = Promise.all(
      Array.from({ length: 7 }, async () => {
        await limiter.acquire();
        through += 1;
      }),
    );
    await clock.pass(0);
    expect(through).toBe(2);
    await clock.pass(100);
    expect(through).toBe(3);
    await clock.pass(400);
    expect(through).toBe(7);
    await all;
  });

  it("serves who came first, first", async () => {
    const clock = new FakeClock();
    const limiter = learningLimiter(clock);
    const order: number[] = [];
    const all = Promise.all(
      [1, 2, 3, 4, 5].map(async (caller) => {
        await limiter.acquire();
        order.push(caller);
      }),
    );
    await clock.pass(1_000);
    await all;
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([3, 5, 10, 20, 40])(
    "uses nine tenths of a limit of %i a second that nobody told it, wasting less than a quarter",
    async (allowedPerSecond) => {
      const { answered, throttled } = await attemptsWithin(60_000, 20, allowedPerSecond);
      expect(answered).toBeGreaterThan(0.9 * 60 * allowedPerSecond);
      expect(throttled).toBeLessThan(0.25 * (answered + throttled));
    },
  );

  it("goes no faster than 50 a second where AWS never throttles", async () => {
    const { rate } = await attemptsWithin(60_000, 20, 1_000_000);
    expect(rate).toBe(50);
  });

  it("keeps trying once every two seconds where AWS only ever throttles", async () => {
    const { throttled, rate } = await attemptsWithin(120_000, 20, 0);
    expect(rate).toBe(0.5);
    expect(throttled).toBeGreaterThan(40);
  });

  it("takes a burst of throttles for one signal", () => {
    const limiter = learningLimiter(new FakeClock());
    for (let count = 0; count < 20; count += 1) limiter.throttled();
    expect(limiter.snapshot()).toEqual({ ratePerSecond: 5, learned: true });
  });

  it("learns nothing from answers that nobody waited for", () => {
    const limiter = learningLimiter(new FakeClock());
    for (let count = 0; count < 20; count += 1) limiter.succeeded(false);
    expect(limiter.snapshot()).toEqual({ ratePerSecond: 10, learned: false });
  });

  it("starts from a rate that was remembered", () => {
    const remembered = { ratePerSecond: 4, learned: true };
    expect(learningLimiter(new FakeClock(), remembered).snapshot()).toEqual(remembered);
  });

  it("lets a waiting caller go when its signal aborts, and leaves no timer behind", async () => {
    const clock = new FakeClock();
    const limiter = learningLimiter(clock);
    await limiter.acquire();
    await limiter.acquire();
    const stop = new AbortController();
    const waiting = limiter.acquire(stop.signal);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect(clock.timers).toBe(0);
    await clock.pass(100);
    await expect(limiter.acquire()).resolves.toBe(false);
  });

  it("lets a person's call go before a sweep's that has waited longer", async () => {
    const clock = new FakeClock();
    const limiter = learningLimiter(clock);
    await limiter.acquire();
    await limiter.acquire();
    const order: string[] = [];
    const turns = (["background", "background", "interactive"] as const).map(async (urgency) => {
      await limiter.acquire(undefined, urgency);
      order.push(urgency);
    });
    await clock.pass(1_000);
    await Promise.all(turns);
    expect(order).toEqual(["interactive", "background", "background"]);
  });
});
