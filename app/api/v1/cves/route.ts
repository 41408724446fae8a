import { cveListSchema } from "@/lib/api/cve.schema";
import { parseCvesQuery } from "@/lib/api/cves-query";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readCves } from "@/lib/server/read/read-cves";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const query = parsed(parseCvesQuery(asked.query, true));
  return taggedJson(asked, {
    schema: cveListSchema,
    state: () => stateOfFleet(viewer),
    read: () => readCves(viewer, query, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
