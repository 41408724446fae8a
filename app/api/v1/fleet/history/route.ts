import { parseHistoryQuery } from "@/lib/api/history-query";
import { historySchema } from "@/lib/api/history.schema";
import { readHistory } from "@/lib/server/read/read-history";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, request, query }) => {
  const asked = parsed(parseHistoryQuery(query));
  return json(historySchema, await readHistory(viewer, asked, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
