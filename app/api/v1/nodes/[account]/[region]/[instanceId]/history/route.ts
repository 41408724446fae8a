import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { parseNodeHistoryQuery } from "@/lib/api/node-history-query";
import { nodeHistorySchema } from "@/lib/api/node-history.schema";
import { stateOfNodePatches } from "@/lib/server/read/answer-state";
import { readNodeHistory } from "@/lib/server/read/read-node-history";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<NodeSegments>(async (asked) => {
  const { viewer, request, query, segments } = asked;
  const address = parsed(parseNodeAddress(segments));
  const days = parsed(parseNodeHistoryQuery(query, true));
  return taggedJson(asked, {
    schema: nodeHistorySchema,
    state: () => stateOfNodePatches(viewer, address.source),
    read: () => readNodeHistory(viewer, address, days, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
