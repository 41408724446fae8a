import { parseFleetQuery } from "@/lib/api/fleet-query";
import { fleetSchema } from "@/lib/api/fleet.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readFleet } from "@/lib/server/read/read-fleet";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond(async (asked) => {
  const { viewer, request, query } = asked;
  const part = parsed(parseFleetQuery(query));
  return taggedJson(asked, {
    schema: fleetSchema,
    state: () => stateOfFleet(viewer),
    read: () => readFleet(viewer, part, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
