import "server-only";
import { searchTarget, type SearchQuery } from "@/lib/api/search-query";
import type { SearchAnswer } from "@/lib/api/search.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { nodeBounds } from "@/lib/server/read/node-list-from-store";
import { judgingDays } from "@/lib/server/read/node-facts";
import { toNodeItems } from "@/lib/server/read/node-of-finding";
import { scopedSources } from "@/lib/server/read/scoped-sources";
import type { Patience } from "@/lib/server/settled-within";
import { countMatchingNodes } from "@/lib/server/store/count-matching-nodes";
import type { Queryable } from "@/lib/server/store/database";
import { listNodes } from "@/lib/server/store/list-nodes";
import type { NodeFilter } from "@/lib/server/store/node-filter";
import {
  searchBaselines,
  searchCves,
  searchPatches,
  searchPatchGroups,
  type SearchScope,
} from "@/lib/server/store/search";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { store } from "@/lib/server/store/store";

/** Of each kind: what one looks through without a list. */
const most = 8;

const everyNode = {
  verdicts: null,
  freshnesses: null,
  deadlines: null,
  states: null,
  severities: null,
  operatingSystems: null,
  platforms: null,
  groups: null,
  baselines: null,
  agents: null,
  accounts: null,
  regions: null,
};

const byName = { sort: [{ column: "name", descending: false }], page: 1, size: most } as const;

async function searchAll(on: Queryable, scope: SearchScope, filter: NodeFilter) {
  const { q } = scope;
  // Nothing is looked for without a text, and PostgreSQL has no NUL in one.
  if (q === "" || q.includes("\0")) {
    return {
      nodes: [],
      nodesTotal: 0,
      patches: { items: [], total: 0 },
      cves: { items: [], total: 0 },
      baselines: { items: [], total: 0 },
      patchGroups: { items: [], total: 0 },
    };
  }
  return inSnapshot(on, async (snapshot) => ({
    nodes: await listNodes(snapshot, filter, byName),
    nodesTotal: await countMatchingNodes(snapshot, filter),
    patches: await searchPatches(snapshot, scope),
    cves: await searchCves(snapshot, scope),
    baselines: await searchBaselines(snapshot, scope),
    patchGroups: await searchPatchGroups(snapshot, scope),
  }));
}

/** Looks a text up in everything that is read of the sources the viewer may see. */
export async function readSearch(
  viewer: Viewer,
  query: SearchQuery,
  patience: Patience,
): Promise<SearchAnswer> {
  const { sourceNos, statuses, sources, asOf } = await scopedSources(viewer, query, patience);
  const { q } = query;
  const nowMs = Date.now();
  const { database } = await store();
  const found = await searchAll(
    database,
    { sourceNos, q, most },
    { ...everyNode, q, sourceNos, ...nodeBounds(nowMs, judgingDays()) },
  );
  return {
    q,
    target: searchTarget(q),
    nodes: {
      items: found.nodes.flatMap(({ node }) => toNodeItems(node, statuses, nowMs)),
      total: found.nodesTotal,
    },
    patches: found.patches,
    cves: found.cves,
    baselines: {
      items: found.baselines.items.flatMap(({ sourceNo, ...baseline }) => {
        const status = statuses.get(sourceNo);
        if (status === undefined) return [];
        const { account, region, alias } = status;
        return [{ ...baseline, account, region, alias }];
      }),
      total: found.baselines.total,
    },
    patchGroups: found.patchGroups,
    asOf,
    sources: [...sources],
  };
}
