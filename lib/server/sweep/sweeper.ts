import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { config } from "@/lib/server/config";
import { log } from "@/lib/server/log";
import { oncePerProcess } from "@/lib/server/process-wide";
import { LeaseLostError } from "@/lib/server/store/leases";
import { store, type Store } from "@/lib/server/store/store";
import {
  failRunningSweeps,
  loadLastStartedSweep,
  loadWaitingSweep,
  saveWaitingSweep,
  type StoredSweep,
} from "@/lib/server/store/sweeps";
import { holdLease, type HeldLease } from "@/lib/server/sweep/held-lease";
import { openedSources, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import { runSweep } from "@/lib/server/sweep/run-sweep";

const lookEveryMs = 1_000;
const standbyMs = 5_000;
/** Longer than AWS can take to say whose credentials these are. */
const sourcesWaitMs = 60_000;

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

/** The configured sources; none while AWS does not say whose credentials these are, which the pages name. */
async function sourcesToSweep(): Promise<readonly OpenedSource[] | null> {
  const { value, failure } = await openedSources().ask({ waitMs: sourcesWaitMs });
  if (value === null) log().warn({ event: "sourcesUnknown", error: failure });
  return value;
}

/** Sweeps whatever is due until the lease is lost or the signal aborts. */
async function sweepWhileHeld(
  opened: Store,
  held: HeldLease,
  holder: string,
  signal: AbortSignal,
): Promise<void> {
  const failed = await held.write((transaction) =>
    failRunningSweeps(transaction, new Date().toISOString()),
  );
  let isResuming = failed > 0;
  while (!signal.aborted) {
    const sources = await sourcesToSweep();
    const due = sources === null ? null : await dueSweep(opened, config().sweepMinutes, isResuming);
    if (due !== null && sources !== null) {
      isResuming = false;
      const { sweepId } = due;
      await runSweep({ store: opened, sweepId, holder, held, signal }, sources);
    } else {
      await delay(lookEveryMs, undefined, { signal });
    }
  }
}

async function sweepForEver(signal: AbortSignal): Promise<void> {
  const holder = randomUUID();
  const isStopped = () => signal.aborted;
  while (!isStopped()) {
    let held: HeldLease | null = null;
    try {
      const opened = await store();
      held = await holdLease(opened, "sweeper", holder);
      if (held === null) await delay(standbyMs, undefined, { signal });
      else {
        const either = AbortSignal.any([signal, held.lost]);
        await sweepWhileHeld(opened, held, holder, either);
      }
    } catch (error) {
      const event = error instanceof LeaseLostError ? "sweeperReplaced" : "sweeperFailed";
      if (!isStopped()) log().error({ event, error });
      await delay(standbyMs, undefined, { signal }).catch(() => undefined);
    } finally {
      await held?.release().catch((error: unknown) => {
        log().warn({ event: "leaseNotReleased", error });
      });
    }
  }
}

/** The sweeper of this process, begun when first asked for. */
export const sweeper = oncePerProcess("sweeper", (): Sweeper => {
  const stop = new AbortController();
  const running = sweepForEver(stop.signal);
  return {
    stop: async () => {
      stop.abort(new Error("The sweeper was stopped."));
      await running;
    },
  };
});
