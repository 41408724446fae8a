import "server-only";

/** Time as lib/server/aws sees it: handed in, so that tests need no sleeps. */
export interface Clock {
  /** Milliseconds of a clock that never jumps backwards. */
  now(): number;
  /** Runs `run` after `delayMs`; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
