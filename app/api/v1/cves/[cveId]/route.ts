import { parseCveQuery } from "@/lib/api/cve-query";
import { cveDetailSchema } from "@/lib/api/cve.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readCve } from "@/lib/server/read/read-cve";
import { readWholeCveNodes } from "@/lib/server/read/whole-cves";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond<{ readonly cveId: string }>(async (asked) => {
  const { viewer, request, segments } = asked;
  const { download, query } = listAsked(asked.query);
  const cveQuery = parsed(parseCveQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    const list = await readWholeCveNodes(viewer, segments.cveId, cveQuery, patience);
    return fileOf(asked, download, list);
  }
  return taggedJson(asked, {
    schema: cveDetailSchema,
    state: () => stateOfFleet(viewer),
    read: () => readCve(viewer, segments.cveId, cveQuery, patience),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
