import "server-only";
import type { AsyncLocalStorage } from "node:async_hooks";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Source } from "@/lib/domain/source";
import type { AwsAttempt, AwsObserver } from "@/lib/server/aws/aws-observer";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { Breaker } from "@/lib/server/aws/breaker";
import { classifyAwsError } from "@/lib/server/aws/classify-aws-error";
import type { Clock } from "@/lib/server/aws/clock";
import type { LearningLimiter } from "@/lib/server/aws/learning-limiter";
import { urgency } from "@/lib/server/aws/urgency";

/** What the attempts of one call share. */
export interface CallInProgress {
  readonly operation: string;
  readonly controller: AbortController;
  /** It is sent although the source's breaker is open. */
  readonly isProbe: boolean;
  /** When the throttling began that no other outcome has interrupted since. */
  throttledSinceMs: number | null;
}

/** What pacing needs of a source. */
export interface Pace {
  readonly source: Source;
  readonly breaker: Breaker;
  readonly calls: AsyncLocalStorage<CallInProgress>;
  readonly limiterFor: (operation: string) => LearningLimiter;
  readonly observer: AwsObserver;
  readonly clock: Clock;
}

type Plugin = Parameters<SSMClient["middlewareStack"]["use"]>[0];

/** Longer than an attempt's own timeouts: it ends only what they cannot, an answer that trickles. */
const attemptDeadlineMs = 15_000;

/**
 * Puts a source's limiters into a client: inside the SDK's retry, so that every attempt pays, and before the
 * signature, which a wait would age.
 */
export function paceAttempts(pace: Pace): Plugin {
  return {
    applyToStack: (stack) => {
      stack.addRelativeTo(
        <Args, Answer>(next: (args: Args) => Promise<Answer>) =>
          (args: Args) => {
            const call = pace.calls.getStore();
            return call === undefined ? next(args) : attempt(pace, call, () => next(args));
          },
        { name: "paceAttempts", relation: "after", toMiddleware: "retryMiddleware" },
      );
    },
  };
}

async function attempt<Answer>(
  pace: Pace,
  call: CallInProgress,
  send: () => Promise<Answer>,
): Promise<Answer> {
  const limiter = pace.limiterFor(call.operation);
  const waited = await limiter.acquire(call.controller.signal, urgency());
  const heldBack = pace.breaker.holdsBack(call);
  if (heldBack !== null) {
    const subject = { operation: call.operation, source: pace.source };
    throw new AwsReadError(heldBack, subject, undefined, true);
  }
  const cancelDeadline = pace.clock.after(attemptDeadlineMs, () => {
    call.controller.abort(new DOMException("The attempt took too long.", "TimeoutError"));
  });
  let outcome: AwsAttempt["outcome"] = "failed";
  try {
    const answer = await send();
    outcome = "answered";
    limiter.succeeded(waited);
    return answer;
  } catch (error) {
    if (classifyAwsError(error).meaning === "throttled") {
      outcome = "throttled";
      limiter.throttled();
    }
    throw error;
  } finally {
    cancelDeadline();
    call.throttledSinceMs =
      outcome === "throttled" ? (call.throttledSinceMs ?? pace.clock.now()) : null;
    const { ratePerSecond } = limiter.snapshot();
    pace.observer.attempted?.({ operation: call.operation, outcome, ratePerSecond });
  }
}
