import "server-only";
import { LRUCache } from "lru-cache";
import type { EffectivePatch } from "@/lib/domain/effective-patch";
import { sourceKey, type Source } from "@/lib/domain/source";
import type { EffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import type { EffectivePatches } from "@/lib/api/effective-patches.schema";
import {
  describeEffectivePatchesForPatchBaseline,
  type NoEffectivePatches,
} from "@/lib/server/aws/describe-effective-patches-for-patch-baseline";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { askBaseline, baselinesKept, type ReadBaseline } from "@/lib/server/read/kept-baselines";
import { KeptReading } from "@/lib/server/kept-reading";
import { baselineOf, noSuchBaseline } from "@/lib/server/read/read-baseline";
import { selectEffectivePatches } from "@/lib/server/read/select-effective-patches";
import { sourceFor, sourceStatus } from "@/lib/server/read/sources";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { restOf } from "@/lib/server/read/waiting";
import type { Patience } from "@/lib/server/settled-within";

/** The reading of a list, and how far one under way is. */
interface ListReading {
  readonly reading: KeptReading<readonly EffectivePatch[] | NoEffectivePatches>;
  rowsRead: number;
}

/** A list is thousands of rows: those of a few baselines are kept. */
const lists = oncePerProcess(
  "effective-patches",
  () => new LRUCache<string, ListReading>({ max: 10 }),
);

function listOf(opened: OpenedSource, { baseline, identity }: ReadBaseline): ListReading {
  const key = `${sourceKey(opened.source)}/${baseline.baselineId}`;
  const known = lists().get(key);
  if (known) return known;
  const askFor = identity?.askFor ?? baseline.baselineId;
  const list: ListReading = {
    rowsRead: 0,
    reading: new KeptReading(
      () =>
        describeEffectivePatchesForPatchBaseline(opened.clients, askFor, (rowsSoFar) => {
          list.rowsRead = rowsSoFar;
        }),
      baselinesKept,
    ),
  };
  lists().set(key, list);
  return list;
}

/**
 * What a Windows baseline makes of each patch AWS knows, under one query; of every other system `windowsOnly`. While
 * the list is being read longer than `patience` allows, there are no items and `complete` is false. Throws ProblemError
 * `notFound`, or AwsReadError when SSM can't be read and nothing is kept.
 */
export async function readEffectivePatches(
  viewer: Viewer,
  source: Source,
  baselineId: string,
  query: EffectivePatchesQuery,
  patience: Patience,
): Promise<EffectivePatches> {
  const sinceMs = Date.now();
  const opened = await sourceFor(viewer, source);
  const { database } = await store();
  const reading = await askBaseline(database, opened, baselineId, patience);
  const read = baselineOf(opened, baselineId, reading);
  const { operatingSystem } = read.baseline;
  // AWS would say the same and count the call.
  if (operatingSystem !== null && operatingSystem !== "WINDOWS") {
    return answer(opened, query, { ...reading, value: "windowsOnly" }, 0);
  }
  const list = listOf(opened, read);
  const kept = await list.reading.ask(restOf(patience, sinceMs));
  if (kept.value === "noSuchBaseline") throw noSuchBaseline(opened, baselineId);
  if (kept.value === null && kept.failure !== null) throw kept.failure;
  return answer(opened, query, { ...kept, value: kept.value }, list.rowsRead);
}

function answer(
  opened: OpenedSource,
  query: EffectivePatchesQuery,
  kept: {
    readonly value: readonly EffectivePatch[] | "windowsOnly" | null;
    readonly readAt: string | null;
    readonly reading: boolean;
    readonly failure: Error | null;
  },
  rowsRead: number,
): EffectivePatches {
  const { value, readAt } = kept;
  const patches = value === null || value === "windowsOnly" ? [] : value;
  return {
    ...selectEffectivePatches(patches, query),
    availability: value === "windowsOnly" ? "windowsOnly" : "listed",
    page: query.page,
    size: query.size,
    asOf: readAt,
    readAt,
    sources: [sourceStatus(opened, kept)],
    complete: value !== null,
    rowsRead: value === null ? rowsRead : patches.length,
  };
}
