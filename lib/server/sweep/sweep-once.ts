import "server-only";
import { randomUUID } from "node:crypto";
import type { Store } from "@/lib/server/store/store";
import { saveWaitingSweep } from "@/lib/server/store/sweeps";
import { holdLease } from "@/lib/server/sweep/held-lease";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { runSweep } from "@/lib/server/sweep/run-sweep";
import type { SweepClock } from "@/lib/server/sweep/sweep-clock";

const times = { leaseSeconds: 30, renewEveryMs: 8_000 };

/**
 * One run over some sources in a store that nobody else sweeps, dated by a clock. Gives its id, which `onBegun` is told
 * before it begins. Throws where another process sweeps the store.
 */
export async function sweepOnce(
  store: Store,
  sources: readonly OpenedSource[],
  {
    clock,
    onBegun = () => undefined,
  }: { readonly clock: SweepClock; readonly onBegun?: (sweepId: string) => void },
): Promise<string> {
  const requestedAt = clock().toISOString();
  const { sweepId } = await store.transaction((inTransaction) =>
    saveWaitingSweep(inTransaction, { sweepId: randomUUID(), cause: "request", requestedAt }),
  );
  const holder = randomUUID();
  const held = await holdLease(store, { name: "sweeper", holder, times });
  if (held === null) throw new Error("Another process sweeps this store.");
  try {
    onBegun(sweepId);
    await runSweep({ store, sweepId, holder, held, times, clock, signal: held.lost }, sources);
  } finally {
    await held.release();
  }
  return sweepId;
}
