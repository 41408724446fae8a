import { cveListSchema } from "@/lib/api/cve.schema";
import { parseCvesQuery } from "@/lib/api/cves-query";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readCves } from "@/lib/server/read/read-cves";
import { readWholeCves } from "@/lib/server/read/whole-cves";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const { download, query } = listAsked(asked.query);
  const listQuery = parsed(parseCvesQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    return fileOf(asked, download, await readWholeCves(viewer, listQuery, patience));
  }
  return taggedJson(asked, {
    schema: cveListSchema,
    state: () => stateOfFleet(viewer),
    read: () => readCves(viewer, listQuery, patience),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
