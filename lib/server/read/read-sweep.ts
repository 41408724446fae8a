import "server-only";
import type { SweepDetail } from "@/lib/api/sweep.schema";
import { parseSweepId } from "@/lib/domain/sweep-id";
import type { Viewer } from "@/lib/server/auth/viewer";
import { ProblemError } from "@/lib/server/problem-error";
import { toSweep } from "@/lib/server/read/sweep-facts";
import { store } from "@/lib/server/store/store";
import {
  countSweepFailures,
  listSweepFailures,
  listSweepSources,
} from "@/lib/server/store/sweep-parts";
import { loadSweep } from "@/lib/server/store/sweeps";

const mostFailures = 500;

/** One run with what could not be read in it; null for an id that no run has. */
export async function findSweep(viewer: Viewer, id: string): Promise<SweepDetail | null> {
  const sweepId = parseSweepId(id);
  if (sweepId === null) return null;
  const { database } = await store();
  const stored = await loadSweep(database, sweepId);
  if (stored === null) return null;
  const parts = await listSweepSources(database, [sweepId]);
  const seen = parts.filter((part) => viewer.maySee(part)).map(({ sourceNo }) => sourceNo);
  const failures = await listSweepFailures(database, sweepId, mostFailures, seen);
  return {
    ...toSweep(viewer, stored, parts),
    failures: [...failures],
    failuresTotal: await countSweepFailures(database, sweepId, seen),
  };
}

/** The same. Throws ProblemError `notFound` for an id that no run has. */
export async function readSweep(viewer: Viewer, id: string): Promise<SweepDetail> {
  const sweep = await findSweep(viewer, id);
  if (sweep === null) throw new ProblemError("notFound", "Patchboard has no sweep with this id.");
  return sweep;
}
