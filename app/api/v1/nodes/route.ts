import { parseNodesQuery } from "@/lib/api/nodes-query";
import { nodeListSchema } from "@/lib/api/node.schema";
import { readNodes } from "@/lib/server/read/read-nodes";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, request, query }) => {
  const asked = parsed(parseNodesQuery(query, true));
  return json(nodeListSchema, await readNodes(viewer, asked, patienceOf(request)));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
