import { parseSearchQuery } from "@/lib/api/search-query";
import { searchSchema } from "@/lib/api/search.schema";
import { readSearch } from "@/lib/server/read/read-search";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, request, query }) => {
  const asked = parsed(parseSearchQuery(query, true));
  return json(searchSchema, await readSearch(viewer, asked, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
