import { baselineListSchema } from "@/lib/api/baseline.schema";
import { parseBaselinesQuery } from "@/lib/api/baselines-query";
import { stateOfBaselines } from "@/lib/server/read/answer-state";
import { readBaselines } from "@/lib/server/read/read-baselines";
import { readWholeBaselines } from "@/lib/server/read/whole-baselines";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const { download, query } = listAsked(asked.query);
  const listQuery = parsed(parseBaselinesQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    return fileOf(asked, download, await readWholeBaselines(viewer, listQuery, patience));
  }
  return taggedJson(asked, {
    schema: baselineListSchema,
    state: () => stateOfBaselines(viewer),
    read: () => readBaselines(viewer, listQuery, patience),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
