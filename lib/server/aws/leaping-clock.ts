import "server-only";
import type { Clock } from "@/lib/server/aws/clock";

/** The deadline of an attempt, which never strikes on this clock. */
const attemptDeadlineMs = 15_000;

/** A clock on which every wait of a limiter is over at once, as if it had lasted: for tests. */
export function leapingClock(): Clock {
  let nowMs = 0;
  return {
    now: () => nowMs,
    after: (delayMs, run) => {
      if (delayMs === attemptDeadlineMs) return () => undefined;
      const leap = setImmediate(() => {
        nowMs += delayMs;
        run();
      });
      return () => {
        clearImmediate(leap);
      };
    },
  };
}
