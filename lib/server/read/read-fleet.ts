import "server-only";
import type { Fleet } from "@/lib/api/fleet.schema";
import type { FleetPart } from "@/lib/api/nodes-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readFleetFromStore } from "@/lib/server/read/fleet-from-store";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { judgingDays } from "@/lib/server/read/node-facts";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import { nobodyWaits } from "@/lib/server/read/waiting";
import type { Patience } from "@/lib/server/settled-within";
import { store } from "@/lib/server/store/store";

const answers = oncePerProcess("fleets", () => new KeptAnswers<Fleet>(60));

/** The part of the fleet that the viewer may see and asks for, in numbers. */
export async function readFleet(
  viewer: Viewer,
  part: FleetPart,
  patience: Patience,
): Promise<Fleet> {
  const opened = await sourcesFor(viewer);
  await readSources(opened, patience);
  const { database } = await store();
  return answers().answer(part, {
    stateOf: () => stateOfFleet(viewer),
    read: async () => {
      const readings = await readSources(opened, nobodyWaits);
      return readFleetFromStore(database, part, {
        sources: readings.map(({ state: { sourceNo }, status }) => ({ sourceNo, status })),
        nowMs: Date.now(),
        ...judgingDays(),
      });
    },
  });
}
