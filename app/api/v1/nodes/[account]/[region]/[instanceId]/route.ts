import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { nodeDetailSchema } from "@/lib/api/node.schema";
import { parseNoQuery } from "@/lib/api/query-reader";
import { readNode } from "@/lib/server/read/read-node";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<NodeSegments>(async ({ viewer, request, query, segments }) => {
  const { source, instanceId } = parsed(parseNodeAddress(segments));
  parsed(parseNoQuery(query));
  return json(nodeDetailSchema, await readNode(viewer, source, instanceId, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
