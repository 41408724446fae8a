import "server-only";
import type { Store } from "@/lib/server/store/store";
import { listSweepSources, type StoredSweepSource } from "@/lib/server/store/sweep-parts";
import { loadSweep, type StoredSweep } from "@/lib/server/store/sweeps";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { sweepOnce } from "@/lib/server/sweep/sweep-once";
import { machineClock } from "@/lib/server/sweep/sweep-clock";

/** A run over some sources as a sweeper makes it, and how it ended. `onBegun` is told its id. */
export async function runSources(
  store: Store,
  sources: readonly OpenedSource[],
  onBegun: (sweepId: string) => void = () => undefined,
): Promise<{ readonly sweep: StoredSweep; readonly parts: readonly StoredSweepSource[] }> {
  const { database } = store;
  const sweepId = await sweepOnce(store, sources, { clock: machineClock, onBegun });
  const sweep = await loadSweep(database, sweepId);
  if (sweep === null) throw new Error("The sweep was not stored.");
  return { sweep, parts: await listSweepSources(database, [sweepId]) };
}
