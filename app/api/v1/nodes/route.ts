import { parseNodesQuery } from "@/lib/api/nodes-query";
import { nodeListSchema } from "@/lib/api/node.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readNodes } from "@/lib/server/read/read-nodes";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond(async (asked) => {
  const { viewer, request, query } = asked;
  const nodesQuery = parsed(parseNodesQuery(query, true));
  return taggedJson(asked, {
    schema: nodeListSchema,
    state: () => stateOfFleet(viewer),
    read: () => readNodes(viewer, nodesQuery, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
