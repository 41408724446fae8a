import { parseAsOf } from "@/lib/api/as-of";
import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { parseNodePatchesQuery } from "@/lib/api/node-patches-query";
import { nodePatchesSchema } from "@/lib/api/node-patches.schema";
import { stateOfNodePatches } from "@/lib/server/read/answer-state";
import { readNodePatchesAsOf } from "@/lib/server/read/read-node-as-of";
import { readNodePatches } from "@/lib/server/read/read-node-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<NodeSegments>(async (asked) => {
  const { viewer, request, query, segments } = asked;
  const { source, instanceId } = parsed(parseNodeAddress(segments));
  const { day, rest } = parsed(parseAsOf(query));
  const patches = parsed(parseNodePatchesQuery(rest, true));
  return taggedJson(asked, {
    schema: nodePatchesSchema,
    state: () => stateOfNodePatches(viewer, source),
    read: () =>
      day === null
        ? readNodePatches(viewer, source, instanceId, patches, patienceOf(request))
        : readNodePatchesAsOf(viewer, { source, instanceId, day }, patches, patienceOf(request)),
    // What is being read, or could not be, is asked for again.
    isSettled: ({ complete, sources }) =>
      complete && sources.every(({ status }) => status === "read"),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
