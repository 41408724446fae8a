import { parsePatchGroupsQuery } from "@/lib/api/patch-groups-query";
import { patchGroupListSchema } from "@/lib/api/patch-group.schema";
import { readPatchGroups } from "@/lib/server/read/read-patch-groups";
import { readWholePatchGroups } from "@/lib/server/read/whole-patch-groups";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const { download, query } = listAsked(asked.query);
  const listQuery = parsed(parsePatchGroupsQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    return fileOf(asked, download, await readWholePatchGroups(viewer, listQuery, patience));
  }
  return json(patchGroupListSchema, await readPatchGroups(viewer, listQuery, patience));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
