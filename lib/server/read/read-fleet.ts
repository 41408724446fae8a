import "server-only";
import type { Fleet } from "@/lib/api/fleet.schema";
import type { FleetPart } from "@/lib/api/nodes-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { readFleetFromStore } from "@/lib/server/read/fleet-from-store";
import { judgingDays } from "@/lib/server/read/node-facts";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { store } from "@/lib/server/store/store";

/** The part of the fleet that the viewer may see and asks for, in numbers. */
export async function readFleet(
  viewer: Viewer,
  part: FleetPart,
  patience: Patience,
): Promise<Fleet> {
  const readings = await readSources(await sourcesFor(viewer), patience);
  const { database } = await store();
  return readFleetFromStore(database, part, {
    sources: readings.map(({ state: { sourceNo }, status }) => ({ sourceNo, status })),
    nowMs: Date.now(),
    ...judgingDays(),
  });
}
