import "server-only";
import type { Fleet } from "@/lib/api/fleet.schema";
import type { FleetPart } from "@/lib/api/nodes-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readFleetFromStore } from "@/lib/server/read/fleet-from-store";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { scopeFor } from "@/lib/server/read/node-list-scope";
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
  await scopeFor(viewer, patience);
  const { database } = await store();
  return answers().answer(part, {
    stateOf: () => stateOfFleet(viewer),
    read: async () => readFleetFromStore(database, part, await scopeFor(viewer, nobodyWaits)),
  });
}
