import { parseNodesQuery } from "@/lib/api/nodes-query";
import { nodeListSchema } from "@/lib/api/node.schema";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { readNodes } from "@/lib/server/read/read-nodes";
import { readWholeFindings, readWholeNodes } from "@/lib/server/read/whole-nodes";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond(async (asked) => {
  const { viewer, request } = asked;
  const { download, query } = listAsked(asked.query, true);
  const nodesQuery = parsed(parseNodesQuery(query, true));
  const patience = patienceOf(request);
  if (download?.rows === "findings") {
    return fileOf(asked, download, await readWholeFindings(viewer, nodesQuery, patience));
  }
  if (download !== null) {
    return fileOf(asked, download, await readWholeNodes(viewer, nodesQuery, patience));
  }
  return taggedJson(asked, {
    schema: nodeListSchema,
    state: () => stateOfFleet(viewer),
    read: () => readNodes(viewer, nodesQuery, patience),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
