import "server-only";
import pLimit from "p-limit";
import { setMaxListeners } from "node:events";
import type { ReadFailure } from "@/lib/domain/read-failure";
import type { SweepStatus } from "@/lib/domain/sweep";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { inTheBackground } from "@/lib/server/aws/urgency";
import { log } from "@/lib/server/log";
import type { Queryable } from "@/lib/server/store/database";
import { LeaseLostError } from "@/lib/server/store/leases";
import { saveRates, saveSourceFailure } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";
import { saveSweepFailures, saveSweepSource } from "@/lib/server/store/sweep-parts";
import { endSweep, startSweep } from "@/lib/server/store/sweeps";
import { countCalls, type CallTally } from "@/lib/server/sweep/call-tally";
import { holdLease, type HeldLease, type LeaseTimes } from "@/lib/server/sweep/held-lease";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SweepClock } from "@/lib/server/sweep/sweep-clock";
import { sweepSource, type SourceProgress } from "@/lib/server/sweep/sweep-source";

/** Sources read side by side: each has limits of its own, so the slowest delays nobody but itself. */
const sourcesAtOnce = 24;
const progressEveryMs = 1_000;

/** The names of the leases of sources begin so. */
export const sourceLeases = "source/";

/** A run that is under way. */
export interface SweepRun {
  readonly store: Store;
  readonly sweepId: string;
  /** Names this process in leases. */
  readonly holder: string;
  /** Of the sweeper itself: lost when another process sweeps. */
  readonly held: HeldLease;
  readonly times: LeaseTimes;
  readonly clock: SweepClock;
  readonly signal: AbortSignal;
}

/** Reads every source into the store and says in the store how it went. Throws LeaseLostError, or the signal's reason. */
export async function runSweep(run: SweepRun, sources: readonly OpenedSource[]): Promise<void> {
  const { clock, held, sweepId } = run;
  const numbers = sources.map(({ sourceNo }) => sourceNo);
  await held.write((transaction) =>
    startSweep(transaction, sweepId, numbers, clock().toISOString()),
  );
  const limit = pLimit(sourcesAtOnce);
  const ended = await Promise.allSettled(
    sources.map((source) => limit(() => runSource(run, source))),
  );
  const faults = ended.flatMap((each) => (each.status === "rejected" ? [each] : []));
  run.signal.throwIfAborted();
  // Of all that can fail once another process has taken over, that it has is the reason.
  const failed = faults.find(({ reason }) => reason instanceof LeaseLostError) ?? faults[0];
  if (failed) throw failed.reason;
  await held.write((transaction) => endSweep(transaction, sweepId, clock().toISOString()));
  log().info({ event: "sweepEnded", sweepId, sources: sources.length });
  await run.store.tidy();
}

/** What a failure is called in our words; a fault of Patchboard's own goes to the log, and is named as what it is. */
function failureOf(error: unknown, source: OpenedSource["source"]): ReadFailure {
  if (error instanceof AwsReadError) return { code: error.code, detail: error.detail };
  log().error({ event: "sweepFault", source, error });
  return { code: "badAnswer", detail: "Patchboard itself failed while it read this source." };
}

async function runSource(run: SweepRun, opened: OpenedSource): Promise<void> {
  const { store, holder, times, held: under } = run;
  const name = `${sourceLeases}${opened.sourceNo}`;
  const held = await holdLease(store, { name, holder, times, under });
  // A sweeper ends its predecessor's leases of sources before it reads any.
  if (held === null) throw new LeaseLostError(`Another process has ${name}.`);
  try {
    await readSource(run, opened, held);
  } finally {
    await held.release();
  }
}

async function readSource(run: SweepRun, opened: OpenedSource, held: HeldLease): Promise<void> {
  const { clock, store, sweepId } = run;
  const { sourceNo, source, clients } = opened;
  const signal = AbortSignal.any([run.signal, held.lost]);
  // Every call of the sweep listens to it.
  setMaxListeners(0, signal);
  const tally: CallTally = { calls: 0, throttled: 0 };
  const progress: SourceProgress = { nodesDone: 0, nodesTotal: null, failures: [] };
  const tell = (transaction: Queryable, status: SweepStatus, more: object = {}) =>
    saveSweepSource(transaction, sweepId, sourceNo, {
      status,
      nodesDone: progress.nodesDone,
      nodesTotal: progress.nodesTotal,
      calls: tally.calls,
      throttled: tally.throttled,
      ...more,
    });
  const startedAt = clock().toISOString();
  await held.write((transaction) => tell(transaction, "running", { startedAt }));
  let told = Promise.resolve();
  const timer = setInterval(() => {
    told = told
      .then(() => held.write((transaction) => tell(transaction, "running")))
      .catch((error: unknown) => {
        log().warn({ event: "sweepProgressUnsaved", source, error });
      });
  }, progressEveryMs);
  let failure: ReadFailure | null = null;
  // A run is there to find out how the source is.
  clients.breaker.close();
  try {
    const { database } = store;
    await inTheBackground(() =>
      countCalls(tally, () =>
        sweepSource(opened, { database, write: held.write, progress, clock, signal }),
      ),
    );
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    signal.throwIfAborted();
    failure = failureOf(error, source);
  } finally {
    clearInterval(timer);
    // Its word must not come after the last one.
    await told;
  }
  const endedAt = clock().toISOString();
  const { failures } = progress;
  const reached = failures.length > 0 ? "partial" : "complete";
  await held.write(async (transaction) => {
    const all = failure === null ? failures : [...failures, { ...failure, instanceId: null }];
    await saveSweepFailures(transaction, sweepId, sourceNo, all, endedAt);
    if (failure !== null) await saveSourceFailure(transaction, sourceNo, failure, endedAt);
    await saveRates(transaction, sourceNo, clients.learnedRates());
    await tell(transaction, failure === null ? reached : "failed", {
      endedAt,
      failureCode: failure?.code ?? null,
      failureDetail: failure?.detail ?? null,
    });
  });
}
