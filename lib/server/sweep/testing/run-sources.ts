import "server-only";
import { randomUUID } from "node:crypto";
import type { Store } from "@/lib/server/store/store";
import {
  listSweepSources,
  loadSweep,
  saveWaitingSweep,
  type StoredSweep,
  type StoredSweepSource,
} from "@/lib/server/store/sweeps";
import { holdLease } from "@/lib/server/sweep/held-lease";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { runSweep } from "@/lib/server/sweep/run-sweep";

const times = { leaseSeconds: 30, renewEveryMs: 8_000 };

/** A run over some sources as a sweeper makes it, and how it ended. `onBegun` is told its id. */
export async function runSources(
  store: Store,
  sources: readonly OpenedSource[],
  onBegun: (sweepId: string) => void = () => undefined,
): Promise<{ readonly sweep: StoredSweep; readonly parts: readonly StoredSweepSource[] }> {
  const { database, transaction } = store;
  const requestedAt = new Date().toISOString();
  const { sweepId } = await transaction((inTransaction) =>
    saveWaitingSweep(inTransaction, { sweepId: randomUUID(), cause: "request", requestedAt }),
  );
  const holder = randomUUID();
  const held = await holdLease(store, { name: "sweeper", holder, times });
  if (held === null) throw new Error("Another test sweeps.");
  try {
    onBegun(sweepId);
    await runSweep({ store, sweepId, holder, held, times, signal: held.lost }, sources);
  } finally {
    await held.release();
  }
  const sweep = await loadSweep(database, sweepId);
  if (sweep === null) throw new Error("The sweep was not stored.");
  return { sweep, parts: await listSweepSources(database, [sweepId]) };
}
