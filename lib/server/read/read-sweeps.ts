import "server-only";
import type { SweepList } from "@/lib/api/sweep.schema";
import type { SweepsQuery } from "@/lib/api/sweeps-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import { setAsideStore } from "@/lib/server/read/set-aside-store";
import { toSweep } from "@/lib/server/read/sweep-facts";
import { sweptSources } from "@/lib/server/read/swept-sources";
import { listSources } from "@/lib/server/store/sources";
import { store } from "@/lib/server/store/store";
import { listSweepSources } from "@/lib/server/store/sweep-parts";
import { listSweeps, type StoredSweep } from "@/lib/server/store/sweeps";

/** How many runs are looked through for the one that runs and for how many nodes a source has. */
const recentRuns = 10;

/** The runs, as far as the viewer may see their sources, and how each source stands. Asks SSM nothing. */
export async function readSweeps(viewer: Viewer, query: SweepsQuery): Promise<SweepList> {
  const { database, setAside } = await store();
  const { items, total } = await listSweeps(database, query);
  const { items: recent } = await listSweeps(database, { page: 1, size: recentRuns });
  const ids = new Set([...recent, ...items].map(({ sweepId }) => sweepId));
  const parts = await listSweepSources(database, [...ids]);
  const partsOf = ({ sweepId }: StoredSweep) => parts.filter((part) => part.sweepId === sweepId);
  const shown = (stored: StoredSweep) => toSweep(viewer, stored, partsOf(stored));
  const { sources, error } = await sweptSources(
    viewer,
    await listSources(database),
    recent.flatMap(partsOf),
  );
  const waiting = recent.find(({ status }) => status === "waiting");
  const latest = recent.find(({ status }) => status !== "waiting");
  return {
    items: items.map(shown),
    total,
    page: query.page,
    size: query.size,
    asOf: sources.flatMap(({ readAt }) => readAt ?? []).toSorted()[0] ?? null,
    sources: [...sources],
    latest: latest ? shown(latest) : null,
    waiting: waiting ? shown(waiting) : null,
    intervalMinutes: config().sweepMinutes,
    sourcesError: error,
    setAside: setAside && setAsideStore(setAside),
    now: new Date().toISOString(),
  };
}
