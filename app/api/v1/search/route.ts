import { parseSearchQuery } from "@/lib/api/search-query";
import { searchSchema } from "@/lib/api/search.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readSearch } from "@/lib/server/read/read-search";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const query = parsed(parseSearchQuery(asked.query, true));
  return taggedJson(asked, {
    schema: searchSchema,
    state: () => stateOfFleet(viewer),
    read: () => readSearch(viewer, query, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
