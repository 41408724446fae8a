import { parseCveQuery } from "@/lib/api/cve-query";
import { cveDetailSchema } from "@/lib/api/cve.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readCve } from "@/lib/server/read/read-cve";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<{ readonly cveId: string }>(async (asked) => {
  const { viewer, request, query, segments } = asked;
  const cveQuery = parsed(parseCveQuery(query, true));
  return taggedJson(asked, {
    schema: cveDetailSchema,
    state: () => stateOfFleet(viewer),
    read: () => readCve(viewer, segments.cveId, cveQuery, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
