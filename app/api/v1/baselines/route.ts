import { parseBaselinesQuery } from "@/lib/api/baselines-query";
import { baselineListSchema } from "@/lib/api/baseline.schema";
import { readBaselines } from "@/lib/server/read/read-baselines";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, request, query }) => {
  const asked = parsed(parseBaselinesQuery(query, true));
  return json(baselineListSchema, await readBaselines(viewer, asked, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
