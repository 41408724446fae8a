import "server-only";
import type { NodesQuery } from "@/lib/api/nodes-query";
import type { NodeList } from "@/lib/api/node.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import { toNodeFacts, toNodeItem } from "@/lib/server/read/node-facts";
import { selectNodes } from "@/lib/server/read/select-nodes";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import { loadBaselineNames } from "@/lib/server/store/baselines";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { store } from "@/lib/server/store/store";
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
  const readings = await readSources(await sourcesFor(viewer), patience);
  const { database } = await store();
  const nowMs = Date.now();
  const listed = await Promise.all(
    readings.map(async ({ opened }) => {
      const names = new Map(
        (await loadBaselineNames(database, [opened.sourceNo])).map((each) => [
          each.baselineId,
          each.name,
        ]),
      );
      const stored = await loadNodesOfSource(database, opened.sourceNo);
      return stored
        .filter(({ listing }) => listing === "listed")
        .map((node) =>
          toNodeItem(
            toNodeFacts(opened, node, names.get(node.patchState?.baselineId ?? "") ?? null),
            nowMs,
          ),
        );
    }),
  );
  const nodes = listed.flat();
  const readAts = readings.flatMap(({ state }) => state.readAt ?? []);
  return {
    ...selectNodes(nodes, query),
    totalManaged: nodes.length,
    freshnessDays: config().freshnessDays,
    page: query.page,
    size: query.size,
    asOf: readAts.toSorted()[0] ?? null,
    sources: readings.map(({ status }) => status),
  };
}
