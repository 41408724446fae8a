import { parsePatchesQuery } from "@/lib/api/patches-query";
import { patchListSchema } from "@/lib/api/patch.schema";
import { readPatches } from "@/lib/server/read/read-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, request, query }) => {
  const asked = parsed(parsePatchesQuery(query, true));
  return json(patchListSchema, await readPatches(viewer, asked, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
