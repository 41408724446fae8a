import "server-only";
import type { BaselinesQuery } from "@/lib/api/baselines-query";
import type { BaselineItem, BaselineList } from "@/lib/api/baseline.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toBaselineItem } from "@/lib/server/read/baseline-facts";
import { selectBaselines } from "@/lib/server/read/select-baselines";
import {
  baselinesStatus,
  isFirstOfBaselines,
  readSources,
  type SourceReading,
} from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";
import { listBaselineUse, type BaselineUse } from "@/lib/server/store/baselines";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { store } from "@/lib/server/store/store";
import { listBaselines, type ListedBaseline } from "@/lib/server/store/stored-baselines";

const noUse = { nodes: 0, nonCompliant: 0 };

const keyOf = (sourceNo: number, baselineId: string) => `${sourceNo}/${baselineId}`;

function toItems(
  readings: readonly SourceReading[],
  listed: readonly ListedBaseline[],
  uses: readonly BaselineUse[],
): readonly BaselineItem[] {
  const readingOf = new Map(readings.map((reading) => [reading.state.sourceNo, reading]));
  const useOf = new Map(uses.map((use) => [keyOf(use.sourceNo, use.baselineId), use]));
  return listed.flatMap(({ sourceNo, identity, shown }) => {
    const reading = readingOf.get(sourceNo);
    const readAt = reading?.state.baselinesReadAt ?? null;
    if (reading === undefined || readAt === null) return [];
    const use = useOf.get(keyOf(sourceNo, identity.baselineId)) ?? noUse;
    return toBaselineItem(reading.opened, identity, {
      shown: identity.owner === "self" ? shown : null,
      using: reading.state.readAt === null ? null : use,
      readAt,
    });
  });
}

/**
 * The baselines of every source the viewer may see, own ones and AWS's, as the sweeps have read them, with the nodes
 * that used them. A source that cannot be read, in whole or in part, is named in `sources` and keeps what it last had.
 */
export async function readBaselines(
  viewer: Viewer,
  query: BaselinesQuery,
  patience: Patience,
): Promise<BaselineList> {
  const readings = await readSources(await sourcesFor(viewer), patience, isFirstOfBaselines);
  const sourceNos = readings.map(({ state }) => state.sourceNo);
  const { database } = await store();
  const { listed, uses } = await inSnapshot(database, async (snapshot) => ({
    listed: await listBaselines(snapshot, sourceNos),
    uses: await listBaselineUse(snapshot, sourceNos),
  }));
  const statuses = readings.map(baselinesStatus);
  return {
    ...selectBaselines(toItems(readings, listed, uses), query),
    page: query.page,
    size: query.size,
    asOf: statuses.flatMap(({ readAt }) => readAt ?? []).toSorted()[0] ?? null,
    sources: statuses,
    nodeSources: readings.map(({ status }) => status),
    complete: statuses.every(({ readAt, error }) => readAt !== null || error !== null),
  };
}
