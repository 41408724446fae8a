import { parsePatchAddress } from "@/lib/api/patch-address";
import { parsePatchNodesQuery } from "@/lib/api/patch-nodes-query";
import { patchDetailSchema } from "@/lib/api/patch.schema";
import { readPatch } from "@/lib/server/read/read-patch";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<{ readonly os: string; readonly kbId: string }>(
  async ({ viewer, request, query, segments }) => {
    const address = parsed(parsePatchAddress(segments));
    const asked = parsed(parsePatchNodesQuery(query, true));
    const patch = await readPatch(viewer, address, asked, patienceOf(request));
    return json(patchDetailSchema, patch);
  },
);

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
