import { parseFleetQuery } from "@/lib/api/fleet-query";
import { fleetSchema } from "@/lib/api/fleet.schema";
import { readFleet } from "@/lib/server/read/read-fleet";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, request, query }) => {
  const part = parsed(parseFleetQuery(query));
  return json(fleetSchema, await readFleet(viewer, part, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
