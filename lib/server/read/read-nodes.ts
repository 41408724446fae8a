import "server-only";
import type { NodesQuery } from "@/lib/api/nodes-query";
import type { NodeList } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { judgingDays } from "@/lib/server/read/node-facts";
import { readNodesFromStore } from "@/lib/server/read/node-list-from-store";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { store } from "@/lib/server/store/store";

/**
 * The managed nodes of every source the viewer may see. A source that cannot be read is named in `sources` and keeps
 * the nodes it last had; one that has never been read is `neverRead` or `reading`, so its silence is no zero.
 */
export async function readNodes(
  viewer: Viewer,
  query: NodesQuery,
  patience: Patience,
): Promise<NodeList> {
  const readings = await readSources(await sourcesFor(viewer), patience);
  const { database } = await store();
  return readNodesFromStore(database, query, {
    sources: readings.map(({ state: { sourceNo }, status }) => ({ sourceNo, status })),
    nowMs: Date.now(),
    ...judgingDays(),
  });
}
