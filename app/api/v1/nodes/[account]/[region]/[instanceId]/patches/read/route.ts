import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { parseNodePatchesQuery } from "@/lib/api/node-patches-query";
import { startNodeRead } from "@/lib/server/read/read-node-patches";
import { tellNodeRead } from "@/lib/server/read/tell-node-read";
import { jsonLines, parsed, respond } from "@/lib/server/respond";

export const POST = respond<NodeSegments>(async ({ viewer, query, segments, requestId }) => {
  const { source, instanceId } = parsed(parseNodeAddress(segments));
  const asked = parsed(parseNodePatchesQuery(query, true));
  const reading = await startNodeRead(viewer, source, instanceId, asked);
  return jsonLines(tellNodeRead(reading, requestId));
});

export {
  onlyPost as GET,
  onlyPost as PUT,
  onlyPost as PATCH,
  onlyPost as DELETE,
} from "@/lib/server/respond";
