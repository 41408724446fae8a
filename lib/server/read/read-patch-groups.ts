import "server-only";
import type { PatchGroupList } from "@/lib/api/patch-group.schema";
import type { PatchGroupsQuery } from "@/lib/api/patch-groups-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { scopedSources } from "@/lib/server/read/scoped-sources";
import type { Patience } from "@/lib/server/settled-within";
import { listPatchGroups } from "@/lib/server/store/list-patch-groups";
import { store } from "@/lib/server/store/store";

/** The patch groups of the sources the viewer may see: those that nodes report, and those that are registered. */
export async function readPatchGroups(
  viewer: Viewer,
  query: PatchGroupsQuery,
  patience: Patience,
): Promise<PatchGroupList> {
  const { sourceNos, statuses, sources, asOf } = await scopedSources(viewer, query, patience);
  const { database } = await store();
  const listed = await listPatchGroups(database, { ...query, sourceNos }, query);
  const placeOf = (sourceNo: number) => {
    const status = statuses.get(sourceNo);
    return status === undefined ? [] : [{ account: status.account, region: status.region }];
  };
  return {
    items: listed.groups.flatMap(({ sourceNo, compliant, nonCompliant, unknown, ...group }) =>
      placeOf(sourceNo).map((place) => ({
        ...place,
        ...group,
        alias: statuses.get(sourceNo)?.alias ?? null,
        countsByVerdict: { compliant, nonCompliant, unknown },
        baselines: group.baselines.map((baseline) => ({ ...baseline })),
      })),
    ),
    total: listed.total,
    totalGroups: listed.totalGroups,
    counts: {
      all: listed.all,
      registeredUnused: listed.registeredUnused,
      usedUnregistered: listed.usedUnregistered,
    },
    unreadRegistrations: listed.unreadRegistrations.flatMap(placeOf),
    page: query.page,
    size: query.size,
    asOf,
    sources: [...sources],
  };
}
