import { parseCveQuery } from "@/lib/api/cve-query";
import { cveSchema } from "@/lib/api/cve.schema";
import { readCve } from "@/lib/server/read/read-cve";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<{ readonly cveId: string }>(
  async ({ viewer, request, query, segments }) => {
    const asked = parsed(parseCveQuery(query));
    return json(cveSchema, await readCve(viewer, segments.cveId, asked, patienceOf(request)));
  },
);

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
