import { parseAsOf } from "@/lib/api/as-of";
import { parseNodeAddress, type NodeSegments } from "@/lib/api/node-address";
import { parseNodePatchesQuery } from "@/lib/api/node-patches-query";
import { nodePatchesSchema } from "@/lib/api/node-patches.schema";
import { stateOfNodePatches } from "@/lib/server/read/answer-state";
import { readNodePatchesAsOf } from "@/lib/server/read/read-node-as-of";
import { readNodePatches } from "@/lib/server/read/read-node-patches";
import {
  readWholeNodePatches,
  readWholeNodePatchesAsOf,
} from "@/lib/server/read/whole-node-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond<NodeSegments>(async (asked) => {
  const { viewer, request, segments } = asked;
  const { source, instanceId } = parsed(parseNodeAddress(segments));
  const { download, query } = listAsked(asked.query);
  const { day, rest } = parsed(parseAsOf(query));
  const patches = parsed(parseNodePatchesQuery(rest, true));
  const patience = patienceOf(request);
  if (download !== null) {
    const list =
      day === null
        ? await readWholeNodePatches(viewer, source, instanceId, patches, patience)
        : await readWholeNodePatchesAsOf(viewer, { source, instanceId, day }, patches, patience);
    return fileOf(asked, download, list);
  }
  return taggedJson(asked, {
    schema: nodePatchesSchema,
    state: () => stateOfNodePatches(viewer, source),
    read: () =>
      day === null
        ? readNodePatches(viewer, source, instanceId, patches, patience)
        : readNodePatchesAsOf(viewer, { source, instanceId, day }, patches, patience),
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
