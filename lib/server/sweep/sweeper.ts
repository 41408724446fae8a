import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { config } from "@/lib/server/config";
import { log } from "@/lib/server/log";
import { oncePerProcess } from "@/lib/server/process-wide";
import { endLeases, LeaseLostError } from "@/lib/server/store/leases";
import { store, type Store } from "@/lib/server/store/store";
import {
  endSweep,
  failRunningSweeps,
  loadLastStartedSweep,
  loadWaitingSweep,
  saveWaitingSweep,
  startSweep,
  type StoredSweep,
} from "@/lib/server/store/sweeps";
import { holdLease, type HeldLease, type LeaseTimes } from "@/lib/server/sweep/held-lease";
import { openedSources, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import { machineClock } from "@/lib/server/sweep/sweep-clock";
import { runSweep, sourceLeases, type SweepRun } from "@/lib/server/sweep/run-sweep";

const lookEveryMs = 1_000;
/** The holder of every lease in a directory that one process has: its successor need not wait for them to end. */
const soleHolder = "the process that has the directory";

/** When a sweeper counts as dead, and how often another one looks whether it is. */
export interface SweeperTimes extends LeaseTimes {
  readonly standbyMs: number;
}

const usualTimes: SweeperTimes = { leaseSeconds: 30, renewEveryMs: 8_000, standbyMs: 5_000 };

/** Reads the fleet on a schedule and on request, for as long as the process lives. */
export interface Sweeper {
  /** Ends the run under way, as a kill would, and lets go of the leases. */
  readonly stop: () => Promise<void>;
}

/** The sweep that is due by now, if any: one that was asked for, the first one, or the next of the schedule. */
async function dueSweep(
  { database, transaction }: Store,
  everyMinutes: number,
  isResuming: boolean,
): Promise<StoredSweep | null> {
  const waiting = await loadWaitingSweep(database);
  if (waiting !== null) return waiting;
  if (everyMinutes === 0) return null;
  const last = await loadLastStartedSweep(database);
  const startedAt = last?.startedAt ?? null;
  const isDue =
    isResuming || startedAt === null || Date.now() - Date.parse(startedAt) >= everyMinutes * 60_000;
  if (!isDue) return null;
  const wanted = {
    sweepId: randomUUID(),
    cause: "schedule",
    requestedAt: new Date().toISOString(),
  } as const;
  return transaction((inTransaction) => saveWaitingSweep(inTransaction, wanted));
}

/** The configured sources, or why AWS does not say whose credentials these are; null while it is being asked. */
async function sourcesToSweep(): Promise<readonly OpenedSource[] | Error | null> {
  const { value, failure } = await openedSources().ask({ waitMs: lookEveryMs });
  return value ?? failure;
}

/** A run that was asked for ends where it cannot begin; the pages name the reason, which stands before all sources. */
async function failWaitingSweep({ database }: Store, held: HeldLease): Promise<void> {
  const waiting = await loadWaitingSweep(database);
  if (waiting === null) return;
  const at = new Date().toISOString();
  await held.write(async (transaction) => {
    await startSweep(transaction, waiting.sweepId, [], at);
    await endSweep(transaction, waiting.sweepId, at);
  });
  log().warn({ event: "sweepNotBegun", sweepId: waiting.sweepId });
}

/** Sweeps whatever is due until the lease is lost or the signal aborts. */
async function sweepWhileHeld(run: Omit<SweepRun, "sweepId">): Promise<void> {
  const { store: opened, held, signal } = run;
  const failed = await held.write(async (transaction) => {
    await endLeases(transaction, sourceLeases);
    return failRunningSweeps(transaction, new Date().toISOString());
  });
  let isResuming = failed > 0;
  let told: Error | null = null;
  while (!signal.aborted) {
    const sources = await sourcesToSweep();
    if (sources instanceof Error) {
      if (told !== sources) log().warn({ event: "sourcesUnknown", error: sources });
      told = sources;
      // The run that ends here has read nothing: the fleet is not to wait for the next of the schedule.
      isResuming = true;
      await failWaitingSweep(opened, held);
    } else if (sources !== null) {
      const due = await dueSweep(opened, config().sweepMinutes, isResuming);
      if (due !== null) {
        isResuming = false;
        await runSweep({ ...run, sweepId: due.sweepId }, sources);
        continue;
      }
    }
    await delay(lookEveryMs, undefined, { signal });
  }
}

async function sweepForEver(times: SweeperTimes, signal: AbortSignal): Promise<void> {
  const ownName = randomUUID();
  const isStopped = () => signal.aborted;
  while (!isStopped()) {
    let held: HeldLease | null = null;
    try {
      const opened = await store();
      const holder = opened.kind === "embedded" ? soleHolder : ownName;
      held = await holdLease(opened, { name: "sweeper", holder, times });
      if (held === null) await delay(times.standbyMs, undefined, { signal });
      else {
        const either = AbortSignal.any([signal, held.lost]);
        await sweepWhileHeld({
          store: opened,
          holder,
          held,
          times,
          clock: machineClock,
          signal: either,
        });
      }
    } catch (error) {
      // A wait that the loss of the lease has ended rejects with an error of its own.
      const isReplaced = error instanceof LeaseLostError || held?.lost.aborted === true;
      const event = isReplaced ? "sweeperReplaced" : "sweeperFailed";
      if (!isStopped()) log().error({ event, error });
      await delay(times.standbyMs, undefined, { signal }).catch(() => undefined);
    } finally {
      await held?.release();
    }
  }
}

/** Begins to sweep. */
function startSweeper(times: SweeperTimes): Sweeper {
  const stop = new AbortController();
  const running = sweepForEver(times, stop.signal);
  return {
    stop: async () => {
      stop.abort(new Error("The sweeper was stopped."));
      await running;
    },
  };
}

/** The sweeper of this process, begun when first asked for; `times` count then only. */
export function sweeper(times: SweeperTimes = usualTimes): Sweeper {
  return oncePerProcess("sweeper", () => startSweeper(times))();
}
