import { parseBaselinesQuery } from "@/lib/api/baselines-query";
import { baselineListSchema } from "@/lib/api/baseline.schema";
import { readBaselines } from "@/lib/server/read/read-baselines";
import { readWholeBaselines } from "@/lib/server/read/whole-baselines";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const { download, query } = listAsked(asked.query);
  const listQuery = parsed(parseBaselinesQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    return fileOf(asked, download, await readWholeBaselines(viewer, listQuery, patience));
  }
  return json(baselineListSchema, await readBaselines(viewer, listQuery, patience));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
