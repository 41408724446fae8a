import { parseAsOf } from "@/lib/api/as-of";
import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { nodeDetailSchema } from "@/lib/api/node.schema";
import { parseNoQuery } from "@/lib/api/query-reader";
import { stateOfNode } from "@/lib/server/read/answer-state";
import { readNodeAsOf } from "@/lib/server/read/read-node-as-of";
import { readNode } from "@/lib/server/read/read-node";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<NodeSegments>(async (asked) => {
  const { viewer, request, query, segments } = asked;
  const { source, instanceId } = parsed(parseNodeAddress(segments));
  const { day, rest } = parsed(parseAsOf(query));
  parsed(parseNoQuery(rest));
  return taggedJson(asked, {
    schema: nodeDetailSchema,
    state: () => stateOfNode(viewer, source, instanceId),
    read: () =>
      day === null
        ? readNode(viewer, source, instanceId, patienceOf(request))
        : readNodeAsOf(viewer, { source, instanceId, day }, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
