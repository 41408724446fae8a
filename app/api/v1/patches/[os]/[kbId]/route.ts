import { parsePatchAddress } from "@/lib/api/patch-address";
import { parsePatchNodesQuery } from "@/lib/api/patch-nodes-query";
import { patchDetailSchema } from "@/lib/api/patch.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readPatch } from "@/lib/server/read/read-patch";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<{ readonly os: string; readonly kbId: string }>(async (asked) => {
  const { viewer, request, segments } = asked;
  const address = parsed(parsePatchAddress(segments));
  const query = parsed(parsePatchNodesQuery(asked.query, true));
  return taggedJson(asked, {
    schema: patchDetailSchema,
    state: () => stateOfFleet(viewer),
    read: () => readPatch(viewer, address, query, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
