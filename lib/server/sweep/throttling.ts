import "server-only";
import type { ReadFailure } from "@/lib/domain/read-failure";
import type { Source } from "@/lib/domain/source";
import type { AwsAttempt, AwsObserver } from "@/lib/server/aws/aws-observer";
import { placeOf } from "@/lib/server/aws/call-subject";

/** Longer than the pause between two attempts of a call that AWS throttles. */
const recentMs = 10_000;

/** Observes whether AWS is throttling a source now: whether the last attempt of some operation was, a moment ago. */
export class Throttling implements AwsObserver {
  readonly #source: Source;
  readonly #throttledAtMs = new Map<string, number>();

  constructor(source: Source) {
    this.#source = source;
  }

  readonly attempted = ({ operation, outcome }: Pick<AwsAttempt, "operation" | "outcome">) => {
    if (outcome === "throttled") this.#throttledAtMs.set(operation, Date.now());
    // A limiter that learns its rate is throttled now and then: only what is not answered holds a reading up.
    else this.#throttledAtMs.delete(operation);
  };

  /** What holds up a reading that goes on at this moment; null when AWS throttles none of its calls. */
  failure(): ReadFailure | null {
    const since = Date.now() - recentMs;
    for (const [operation, atMs] of this.#throttledAtMs) {
      if (atMs < since) continue;
      const place = placeOf({ operation, source: this.#source });
      return {
        code: "throttled",
        detail: `${place}: AWS throttles the call. The reading goes on.`,
      };
    }
    return null;
  }
}
