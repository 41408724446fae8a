import "server-only";
import type { BaselinesQuery } from "@/lib/api/baselines-query";
import type { BaselineItem, BaselineList } from "@/lib/api/baseline.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toBaselineItem } from "@/lib/server/read/baseline-facts";
import {
  baselineListing,
  baselineReading,
  type ReadBaseline,
} from "@/lib/server/read/kept-baselines";
import type { Kept } from "@/lib/server/kept-reading";
import { selectBaselines } from "@/lib/server/read/select-baselines";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor, sourceStatus } from "@/lib/server/read/sources";
import { listBaselineUse } from "@/lib/server/store/baselines";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { restOf } from "@/lib/server/read/waiting";
import type { Patience } from "@/lib/server/settled-within";

/** AWS allows an account 50 own baselines a Region; twice that, where the quota was raised, is read one by one. */
const mostRead = 100;

interface SourceBaselines {
  readonly items: readonly BaselineItem[];
  readonly status: SourceStatus;
  readonly nodeStatus: SourceStatus;
  readonly complete: boolean;
}

/** Dates and patch groups stand in GetPatchBaseline alone, so the own baselines are read too. */
async function readOwn(
  opened: OpenedSource,
  baselineIds: readonly string[],
  patience: Patience,
): Promise<ReadonlyMap<string, Kept<ReadBaseline | "noSuchBaseline">>> {
  const read = await Promise.all(
    baselineIds.map(async (id) => [id, await baselineReading(opened, id).ask(patience)] as const),
  );
  return new Map(read);
}

const neverRead = { readAt: null, reading: false, failure: null };
const noUse = { nodes: 0, nonCompliant: 0 };

async function readSource(opened: OpenedSource, patience: Patience): Promise<SourceBaselines> {
  const sinceMs = Date.now();
  const listing = await baselineListing(opened).ask(patience);
  const identities = [...(listing.value?.values() ?? [])];
  const own = identities.filter(({ owner }) => owner === "self").slice(0, mostRead);
  const ownIds = own.map(({ baselineId }) => baselineId);
  const read = await readOwn(opened, ownIds, restOf(patience, sinceMs));
  // Nobody waits for the nodes here: a list of baselines is no reason to read a fleet.
  const [nodeSource] = await readSources([opened], { waitMs: 0 });
  const nodeStatus = nodeSource?.status ?? sourceStatus(opened, neverRead);
  const { database } = await store();
  const uses = await listBaselineUse(database, opened.sourceNo);
  const useOf = new Map(uses.map((use) => [use.baselineId, use]));
  const readings = [...read.values()];
  return {
    items: identities.map((identity) => {
      const value = read.get(identity.baselineId)?.value ?? null;
      return toBaselineItem(opened, identity, {
        read: value === "noSuchBaseline" ? null : value,
        using:
          nodeStatus.readAt === null
            ? null
            : (useOf.get(identity.baselineId) ?? { ...noUse, baselineId: identity.baselineId }),
        readAt: listing.readAt ?? new Date(sinceMs).toISOString(),
      });
    }),
    status: sourceStatus(opened, {
      ...listing,
      failure: listing.failure ?? readings.find(({ failure }) => failure !== null)?.failure ?? null,
    }),
    nodeStatus,
    complete:
      (listing.value !== null || listing.failure !== null) &&
      readings.every(({ value, failure }) => value !== null || failure !== null),
  };
}

/**
 * The baselines of every source the viewer may see, own ones and AWS's, with the nodes that used them as far as those
 * have been read. A source that cannot be read, in whole or in part, is named in `sources` and keeps what it last had.
 */
export async function readBaselines(
  viewer: Viewer,
  query: BaselinesQuery,
  patience: Patience,
): Promise<BaselineList> {
  const opened = await sourcesFor(viewer);
  const read = await Promise.all(opened.map((each) => readSource(each, patience)));
  const readAts = read.flatMap(({ status }) => status.readAt ?? []);
  return {
    ...selectBaselines(
      read.flatMap(({ items }) => items),
      query,
    ),
    page: query.page,
    size: query.size,
    asOf: readAts.toSorted()[0] ?? null,
    sources: read.map(({ status }) => status),
    nodeSources: read.map(({ nodeStatus }) => nodeStatus),
    complete: read.every(({ complete }) => complete),
  };
}
