import { parsePatchAddress } from "@/lib/api/patch-address";
import { parsePatchNodesQuery } from "@/lib/api/patch-nodes-query";
import { patchDetailSchema } from "@/lib/api/patch.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readPatch } from "@/lib/server/read/read-patch";
import { readWholePatchNodes } from "@/lib/server/read/whole-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond<{ readonly os: string; readonly kbId: string }>(async (asked) => {
  const { viewer, request, segments } = asked;
  const address = parsed(parsePatchAddress(segments));
  const { download, query } = listAsked(asked.query);
  const nodesQuery = parsed(parsePatchNodesQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    const list = await readWholePatchNodes(viewer, address, nodesQuery, patience);
    return fileOf(asked, download, list);
  }
  return taggedJson(asked, {
    schema: patchDetailSchema,
    state: () => stateOfFleet(viewer),
    read: () => readPatch(viewer, address, nodesQuery, patience),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
