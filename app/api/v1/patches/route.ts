import { parsePatchesQuery } from "@/lib/api/patches-query";
import { patchListSchema } from "@/lib/api/patch.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readPatches } from "@/lib/server/read/read-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const query = parsed(parsePatchesQuery(asked.query, true));
  return taggedJson(asked, {
    schema: patchListSchema,
    state: () => stateOfFleet(viewer),
    read: () => readPatches(viewer, query, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
