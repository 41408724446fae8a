import "server-only";
import type { Clock } from "@/lib/server/aws/clock";

/** What a limiter has learned, to be remembered between sweeps and restarts. */
export interface LearnedRate {
  readonly ratePerSecond: number;
  /** False until AWS has throttled once: only then has a limit been seen at all. */
  readonly learned: boolean;
}

/** Who waits for the answer: a person at a page, or a sweep that nobody watches. */
export type Urgency = "interactive" | "background";

/** Paces the attempts of one operation in one source. */
export interface LearningLimiter {
  /**
   * Waits for a turn, first come first served, but a person's before a sweep's; gives back whether there was a wait.
   * Rejects with the signal's reason when it aborts.
   */
  acquire(signal?: AbortSignal, urgency?: Urgency): Promise<boolean>;
  /** An attempt was answered. `waited` is what its acquire gave: an idle limiter learns nothing from success. */
  succeeded(waited: boolean): void;
  /** An attempt was throttled. */
  throttled(): void;
  snapshot(): LearnedRate;
}

const startRate = 10;
const slowestRate = 0.5;
/** A courtesy: the limit is shared with the customer's console, Config and other tools. */
const fastestRate = 50;
/** A depth of 1 would lose a token to every late timer. */
const bucketDepth = 2;
const leastMsBetweenCuts = 1_000;
const calmMs = 4_000;

interface Turn {
  readonly go: () => void;
}

/**
 * A token bucket that learns its rate, because SSM publishes none for the patch operations: doubling a second until
 * the first throttle, then additive increase and multiplicative decrease, cut at most once a second since one burst of
 * throttles is one signal.
 */
export function learningLimiter(clock: Clock, remembered?: LearnedRate): LearningLimiter {
  let rate = clampRate(remembered?.ratePerSecond ?? startRate);
  let learned = remembered?.learned ?? false;
  let tokens = bucketDepth;
  let filledAt = clock.now();
  let cutAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;
  const waiting: Record<Urgency, Set<Turn>> = { interactive: new Set(), background: new Set() };
  const isAwaited = () => waiting.interactive.size + waiting.background.size > 0;

  function refill(): void {
    const now = clock.now();
    tokens = Math.min(bucketDepth, tokens + ((now - filledAt) / 1_000) * rate);
    filledAt = now;
  }

  function handOut(): void {
    refill();
    for (const queue of [waiting.interactive, waiting.background]) {
      for (const turn of queue) {
        if (tokens < 1) break;
        tokens -= 1;
        queue.delete(turn);
        turn.go();
      }
    }
    if (isAwaited() && cancelTimer === null) {
      cancelTimer = clock.after(Math.max(1, Math.ceil(((1 - tokens) / rate) * 1_000)), () => {
        cancelTimer = null;
        handOut();
      });
    }
  }

  function leave(turn: Turn): void {
    waiting.interactive.delete(turn);
    waiting.background.delete(turn);
    if (isAwaited()) return;
    cancelTimer?.();
    cancelTimer = null;
  }

  return {
    acquire: async (signal, urgency = "interactive") => {
      signal?.throwIfAborted();
      refill();
      if (!isAwaited() && tokens >= 1) {
        tokens -= 1;
        return false;
      }
      await new Promise<void>((resolve, reject) => {
        const turn: Turn = {
          go: () => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        const onAbort = () => {
          leave(turn);
          reject(asError(signal?.reason));
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        waiting[urgency].add(turn);
        handOut();
      });
      return true;
    },
    succeeded: (waited) => {
      if (!waited) return;
      refill();
      rate = clampRate(rate + growth(learned, clock.now() - cutAt));
    },
    throttled: () => {
      refill();
      tokens = Math.min(tokens, 0);
      const now = clock.now();
      if (now - cutAt <= leastMsBetweenCuts) return;
      // The first throttle ends the doubling, so the true limit may be as low as half of what was tried.
      rate = clampRate(rate * (learned ? 0.8 : 0.5));
      learned = true;
      cutAt = now;
    },
    snapshot: () => ({ ratePerSecond: rate, learned }),
  };
}

function growth(learned: boolean, sinceCutMs: number): number {
  if (!learned) return 1;
  return sinceCutMs > calmMs ? 0.1 : 0.05;
}

function clampRate(rate: number): number {
  return Math.min(fastestRate, Math.max(slowestRate, rate));
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new DOMException("The wait was aborted.", "AbortError");
}
