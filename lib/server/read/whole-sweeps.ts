import "server-only";
import type { Sweep, SweepPart } from "@/lib/api/sweep.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { CsvColumn } from "@/lib/server/csv";
import { toSweep } from "@/lib/server/read/sweep-facts";
import { inParts, wholePage, type WholeList } from "@/lib/server/read/whole-list";
import { store } from "@/lib/server/store/store";
import { listSweepSources } from "@/lib/server/store/sweep-parts";
import { listSweeps } from "@/lib/server/store/sweeps";

/** What a sweep did in one source; without one where no source had its turn. */
interface SweptPart {
  readonly sweep: Omit<Sweep, "sources">;
  readonly part: SweepPart | null;
}

const columns: ReadonlyArray<CsvColumn<SweptPart>> = [
  { name: "Index", value: (_, place) => place },
  { name: "Sweep ID", value: ({ sweep }) => sweep.id },
  { name: "Cause", value: ({ sweep }) => sweep.cause },
  { name: "Sweep status", value: ({ sweep }) => sweep.status },
  { name: "Requested (UTC)", value: ({ sweep }) => sweep.requestedAt },
  { name: "Account", value: ({ part }) => part?.account ?? null },
  { name: "Region", value: ({ part }) => part?.region ?? null },
  { name: "Source status", value: ({ part }) => part?.status ?? null },
  { name: "Started (UTC)", value: ({ part }) => part?.startedAt ?? null },
  { name: "Ended (UTC)", value: ({ part }) => part?.endedAt ?? null },
  { name: "Nodes read", value: ({ part }) => part?.nodesDone ?? null },
  { name: "Nodes listed", value: ({ part }) => part?.nodesTotal ?? null },
  { name: "Nodes failed", value: ({ part }) => part?.nodesFailed ?? null },
  { name: "AWS calls", value: ({ part }) => part?.calls ?? null },
  { name: "Calls throttled", value: ({ part }) => part?.throttled ?? null },
  { name: "Error code", value: ({ part }) => part?.error?.code ?? null },
  { name: "Error", value: ({ part }) => part?.error?.detail ?? null },
];

/** Sweeps that are loaded together: each has a row for every source. */
const sweepsAtOnce = 50;

/** Every sweep that is kept, the newest first: a row for each of its sources that the viewer may see. */
export async function readWholeSweeps(viewer: Viewer): Promise<WholeList<SweptPart>> {
  const { database } = await store();
  const { items } = await listSweeps(database, wholePage);
  return {
    name: "sweeps",
    columns,
    total: null,
    asOf: new Date().toISOString(),
    // The file is whole whatever became of the sources: that is what its rows say.
    sources: [],
    parts: inParts(
      items,
      async (some) => {
        const ids = some.map(({ sweepId }) => sweepId);
        const parts = await listSweepSources(database, ids);
        return some.flatMap((stored): readonly SweptPart[] => {
          const own = parts.filter(({ sweepId }) => sweepId === stored.sweepId);
          const { sources, ...sweep } = toSweep(viewer, stored, own);
          return sources.length === 0
            ? [{ sweep, part: null }]
            : sources.map((part) => ({ sweep, part }));
        });
      },
      sweepsAtOnce,
    ),
  };
}
