import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { parseNodePatchesQuery } from "@/lib/api/node-patches-query";
import { nodePatchesSchema } from "@/lib/api/node-patches.schema";
import { readNodePatches } from "@/lib/server/read/read-node-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<NodeSegments>(async ({ viewer, request, query, segments }) => {
  const { source, instanceId } = parsed(parseNodeAddress(segments));
  const asked = parsed(parseNodePatchesQuery(query, true));
  const patches = await readNodePatches(viewer, source, instanceId, asked, patienceOf(request));
  return json(nodePatchesSchema, patches);
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
