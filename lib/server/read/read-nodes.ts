import "server-only";
import type { NodesQuery } from "@/lib/api/nodes-query";
import type { NodeList } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { readNodesFromStore } from "@/lib/server/read/node-list-from-store";
import { scopeFor } from "@/lib/server/read/node-list-scope";
import { nobodyWaits } from "@/lib/server/read/waiting";
import type { Patience } from "@/lib/server/settled-within";
import { store } from "@/lib/server/store/store";

const answers = oncePerProcess("node-lists", () => new KeptAnswers<NodeList>(60));

/**
 * The managed nodes of every source the viewer may see. A source that cannot be read is named in `sources` and keeps
 * the nodes it last had; one that has never been read is `neverRead` or `reading`, so its silence is no zero.
 */
export async function readNodes(
  viewer: Viewer,
  query: NodesQuery,
  patience: Patience,
): Promise<NodeList> {
  await scopeFor(viewer, patience);
  const { database } = await store();
  return answers().answer(query, {
    stateOf: () => stateOfFleet(viewer),
    read: async () => readNodesFromStore(database, query, await scopeFor(viewer, nobodyWaits)),
  });
}
