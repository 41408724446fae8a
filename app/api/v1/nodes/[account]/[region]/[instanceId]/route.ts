import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { nodeDetailSchema } from "@/lib/api/node.schema";
import { parseNoQuery } from "@/lib/api/query-reader";
import { stateOfNode } from "@/lib/server/read/answer-state";
import { readNode } from "@/lib/server/read/read-node";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<NodeSegments>(async (asked) => {
  const { viewer, request, query, segments } = asked;
  const { source, instanceId } = parsed(parseNodeAddress(segments));
  parsed(parseNoQuery(query));
  return taggedJson(asked, {
    schema: nodeDetailSchema,
    state: () => stateOfNode(viewer, source, instanceId),
    read: () => readNode(viewer, source, instanceId, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
