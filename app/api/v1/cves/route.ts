import { cveListSchema } from "@/lib/api/cve.schema";
import { parseCvesQuery } from "@/lib/api/cves-query";
import { readCves } from "@/lib/server/read/read-cves";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, request, query }) => {
  const asked = parsed(parseCvesQuery(query, true));
  return json(cveListSchema, await readCves(viewer, asked, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
