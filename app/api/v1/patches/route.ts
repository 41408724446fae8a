import { patchListSchema } from "@/lib/api/patch.schema";
import { parsePatchesQuery } from "@/lib/api/patches-query";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readPatches } from "@/lib/server/read/read-patches";
import { readWholePatches } from "@/lib/server/read/whole-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const { download, query } = listAsked(asked.query);
  const listQuery = parsed(parsePatchesQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    return fileOf(asked, download, await readWholePatches(viewer, listQuery, patience));
  }
  return taggedJson(asked, {
    schema: patchListSchema,
    state: () => stateOfFleet(viewer),
    read: () => readPatches(viewer, listQuery, patience),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
