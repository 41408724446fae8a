import "server-only";
import { setMaxListeners } from "node:events";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { Breaker } from "@/lib/server/aws/breaker";
import type { CallInProgress } from "@/lib/server/aws/pace-attempts";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { toAwsError } from "@/lib/server/aws/to-aws-error";
import { urgency } from "@/lib/server/aws/urgency";

const longestThrottlingMs = 120_000;

/**
 * Makes one call: every attempt waits for the operation's limiter, none lasts longer than its deadline, and a call
 * whose retries the throttling used up goes back to the limiter. The SDK ends retries silently once a client's budget
 * of 500 tokens is spent, so under load its word is not final.
 * Throws AwsReadError (`throttled` after two minutes of nothing but throttling; at once, without a call, while the
 * source's breaker is open) or NoSuchThingError; when `signal` aborts, the signal's own reason.
 */
export async function callAws<Output>(
  clients: SourceClients,
  operation: string,
  send: (options: { abortSignal: AbortSignal }) => Promise<Output>,
  signal?: AbortSignal,
): Promise<Output> {
  const subject = { operation, source: clients.source };
  const admission = clients.breaker.admit(urgency());
  if ("refused" in admission) throw new AwsReadError(admission.refused, subject, undefined, true);
  const { isProbe } = admission;
  const controller = new AbortController();
  const call: CallInProgress = { operation, controller, isProbe, throttledSinceMs: null };
  const onAbort = () => {
    controller.abort(signal?.reason);
  };
  // One signal may stop all calls of a sweep; Node would warn of a leak at the eleventh.
  if (signal) setMaxListeners(0, signal);
  signal?.addEventListener("abort", onAbort, { once: true });
  let told = (breaker: Breaker) => {
    if (isProbe) breaker.abandoned();
  };
  try {
    for (;;) {
      signal?.throwIfAborted();
      try {
        const answer = await clients.calls.run(call, () =>
          send({ abortSignal: controller.signal }),
        );
        told = (breaker) => breaker.answered();
        return answer;
      } catch (error) {
        signal?.throwIfAborted();
        const failure = toAwsError(error, subject);
        if (mayGoOn(failure, call, clients.clock.now())) continue;
        if (!(failure instanceof AwsReadError)) told = (breaker) => breaker.answered();
        else if (!failure.isHeldBack) told = (breaker) => breaker.failed(failure.code);
        throw failure;
      }
    }
  } finally {
    told(clients.breaker);
    signal?.removeEventListener("abort", onAbort);
  }
}

function mayGoOn(failure: Error, call: CallInProgress, nowMs: number): boolean {
  const throttled = failure instanceof AwsReadError && failure.code === "throttled";
  // No attempt of this call was throttled where another one was: the role's, in sts:AssumeRole.
  if (!throttled || call.throttledSinceMs === null) return false;
  return nowMs - call.throttledSinceMs <= longestThrottlingMs;
}
