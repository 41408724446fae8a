import "server-only";
import type { NodesQuery } from "@/lib/api/nodes-query";
import type { NodeList } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import { toNodeItem } from "@/lib/server/read/node-facts";
import { selectNodes } from "@/lib/server/read/select-nodes";
import { sourceFleet } from "@/lib/server/read/source-fleet";
import { sourcesFor, sourceStatus } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";

/**
 * The managed nodes of every source the viewer may see. A source that cannot be read is named in `sources` and keeps
 * the nodes it last had; one that has never been read is `neverRead` or `reading`, so its silence is no zero.
 */
export async function readNodes(
  viewer: Viewer,
  query: NodesQuery,
  patience: Patience,
): Promise<NodeList> {
  const opened = await sourcesFor(viewer);
  const fleets = await Promise.all(
    opened.map(async (each) => ({ opened: each, kept: await sourceFleet(each).ask(patience) })),
  );
  const nowMs = Date.now();
  const nodes = fleets.flatMap(({ kept }) =>
    (kept.value ?? []).map((facts) => toNodeItem(facts, nowMs)),
  );
  const readAts = fleets.flatMap(({ kept }) => kept.readAt ?? []);
  return {
    ...selectNodes(nodes, query),
    totalManaged: nodes.length,
    freshnessDays: config().freshnessDays,
    page: query.page,
    size: query.size,
    asOf: readAts.toSorted()[0] ?? null,
    sources: fleets.map(({ opened: each, kept }) => sourceStatus(each, kept)),
  };
}
