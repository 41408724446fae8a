import "server-only";
import { randomUUID } from "node:crypto";
import type { SweepRequested } from "@/lib/api/sweep.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { store } from "@/lib/server/store/store";
import { saveWaitingSweep } from "@/lib/server/store/sweeps";

/** Asks for a run over every source; a sweeper begins it. The one that waits already is given instead of a second. */
export async function requestSweep(_viewer: Viewer): Promise<SweepRequested> {
  const { transaction } = await store();
  const wanted = {
    sweepId: randomUUID(),
    cause: "request",
    requestedAt: new Date().toISOString(),
  } as const;
  const { sweepId } = await transaction((tx) => saveWaitingSweep(tx, wanted));
  return { id: sweepId };
}
