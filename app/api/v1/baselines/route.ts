import { parseBaselinesQuery } from "@/lib/api/baselines-query";
import { baselineListSchema } from "@/lib/api/baseline.schema";
import { stateOfBaselines } from "@/lib/server/read/answer-state";
import { readBaselines } from "@/lib/server/read/read-baselines";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const query = parsed(parseBaselinesQuery(asked.query, true));
  return taggedJson(asked, {
    schema: baselineListSchema,
    state: () => stateOfBaselines(viewer),
    read: () => readBaselines(viewer, query, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
