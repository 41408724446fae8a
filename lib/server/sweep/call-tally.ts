import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { AwsAttempt } from "@/lib/server/aws/aws-observer";
import { oncePerProcess } from "@/lib/server/process-wide";

/** The calls to AWS that a piece of work has made. */
export interface CallTally {
  calls: number;
  throttled: number;
}

const tallies = oncePerProcess("call-tallies", () => new AsyncLocalStorage<CallTally>());

/** Counts an attempt for the work it belongs to: sweeps and readers share a source's clients. */
export function tallyAttempt({ outcome }: AwsAttempt): void {
  const tally = tallies().getStore();
  if (tally === undefined) return;
  tally.calls += 1;
  if (outcome === "throttled") tally.throttled += 1;
}

/** Runs `work`; `tally` grows with every call it makes. */
export function countCalls<Value>(tally: CallTally, work: () => Promise<Value>): Promise<Value> {
  return tallies().run(tally, work);
}
