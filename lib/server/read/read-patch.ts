import "server-only";
import { deadlineOf, utcDay } from "@/lib/domain/deadline";
import type { PatchAddress } from "@/lib/api/patch-address";
import type { PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import type { PatchDetail } from "@/lib/api/patch.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { ProblemError } from "@/lib/server/problem-error";
import { judgingDays } from "@/lib/server/read/node-facts";
import { toNodeItems } from "@/lib/server/read/node-of-finding";
import { toNodesByState } from "@/lib/server/read/nodes-by-state";
import { scopedSources, type ScopedSources } from "@/lib/server/read/scoped-sources";
import { notReadYet } from "@/lib/server/read/whole-list";
import type { Patience } from "@/lib/server/settled-within";
import type { NodeOfPatch } from "@/lib/server/store/affected-nodes";
import { loadPatch } from "@/lib/server/store/nodes-of-patch";
import { store } from "@/lib/server/store/store";

/**
 * One KB or package of one operating system, and the nodes that have it among their findings. Throws ProblemError
 * `notFound` where none of the viewer's nodes ever had a row of it, and what `noSuchPatch` says while that is not known.
 */
export async function readPatch(
  viewer: Viewer,
  address: PatchAddress,
  query: PatchNodesQuery,
  patience: Patience,
): Promise<PatchDetail> {
  const scope = await scopedSources(viewer, query, patience);
  const { database } = await store();
  const nowMs = Date.now();
  const { deadlineDays } = judgingDays();
  const key = {
    ...address,
    today: utcDay(nowMs),
    deadlineDays,
    sourceNos: scope.sourceNos,
    visibleSourceNos: [...scope.statuses.keys()],
  };
  const patch = await loadPatch(database, key, query, query);
  if (patch === null) throw noSuchPatch(address, scope.sources);
  const [speaker] = patch.builds;
  return {
    ...address,
    title: speaker?.title ?? null,
    severity: speaker?.severity ?? null,
    classification: speaker?.classification ?? null,
    nodes: toNodesByState(patch.nodes),
    nodesLacking: patch.nodesLacking,
    nodesAffected: patch.nodesAffected,
    nodesOfSystem: patch.nodesOfSystem,
    cveIds: [...patch.cveIds],
    firstSeen: patch.firstSeen,
    deadlines: patch.deadlines,
    deadlineDays,
    builds: patch.builds.map((build) => ({
      ...build,
      cveIds: [...build.cveIds],
      nodes: toNodesByState(build.nodes),
    })),
    items: patch.items.flatMap((item) => toAffectedNodes(item, scope, nowMs)),
    total: patch.total,
    rows: patch.rows,
    page: query.page,
    size: query.size,
    asOf: scope.asOf,
    sources: [...scope.sources],
  };
}

/**
 * For a patch that is on no node which was read: `notFound`, or what keeps a source from having been read, because the
 * patch may be there.
 */
export function noSuchPatch(
  { kbId }: PatchAddress,
  sources: readonly SourceStatus[],
): ProblemError {
  const unread = sources.filter(({ readAt }) => readAt === null);
  const [error] = unread.flatMap((each) => each.error ?? []);
  if (error !== undefined) return new ProblemError(error.code, error.detail);
  if (unread.length > 0) return notReadYet(`Not every node that may have ${kbId}`);
  return new ProblemError(
    "notFound",
    `No node that Patchboard reads has ever reported ${kbId} on this operating system.`,
  );
}

function toAffectedNodes(
  { node, rows, firstSeen, dueOn, clock, clockDay }: NodeOfPatch,
  scope: ScopedSources,
  nowMs: number,
) {
  const own = rows.map((row) => ({ ...row }));
  return toNodeItems(node, scope.statuses, nowMs).map((item) => ({
    ...item,
    rows: own,
    firstSeen,
    finding: { deadline: deadlineOf(dueOn, utcDay(nowMs)), dueOn, clock, clockDay },
  }));
}
