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
import { listBaselineUse, type BaselineUse } from "@/lib/server/store/baselines";
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

/** What the nodes of a source say of its baselines, as far as they have been read. */
interface NodesOfSource {
  readonly status: SourceStatus;
  /** null: they were never read. */
  readonly useOf: ReadonlyMap<string, Pick<BaselineUse, "nodes" | "nonCompliant">> | null;
}

async function readNodesOf(
  sources: readonly OpenedSource[],
): Promise<ReadonlyMap<OpenedSource, NodesOfSource>> {
  // Nobody waits for the nodes here: a list of baselines is no reason to read a fleet.
  const readings = await readSources(sources, { waitMs: 0 });
  const { database } = await store();
  const uses = await listBaselineUse(
    database,
    sources.map(({ sourceNo }) => sourceNo),
  );
  return new Map(
    readings.map(({ opened, status }) => {
      const own = uses.filter(({ sourceNo }) => sourceNo === opened.sourceNo);
      const useOf = new Map(own.map((use) => [use.baselineId, use]));
      return [opened, { status, useOf: status.readAt === null ? null : useOf }];
    }),
  );
}

async function readSource(
  opened: OpenedSource,
  nodes: NodesOfSource,
  patience: Patience,
): Promise<SourceBaselines> {
  const sinceMs = Date.now();
  const listing = await baselineListing(opened).ask(patience);
  const identities = [...(listing.value?.values() ?? [])];
  const own = identities.filter(({ owner }) => owner === "self").slice(0, mostRead);
  const ownIds = own.map(({ baselineId }) => baselineId);
  const read = await readOwn(opened, ownIds, restOf(patience, sinceMs));
  const readings = [...read.values()];
  return {
    items: identities.map((identity) => {
      const value = read.get(identity.baselineId)?.value ?? null;
      return toBaselineItem(opened, identity, {
        read: value === "noSuchBaseline" ? null : value,
        using: nodes.useOf === null ? null : (nodes.useOf.get(identity.baselineId) ?? noUse),
        readAt: listing.readAt ?? new Date(sinceMs).toISOString(),
      });
    }),
    status: sourceStatus(opened, {
      ...listing,
      failure: listing.failure ?? readings.find(({ failure }) => failure !== null)?.failure ?? null,
    }),
    nodeStatus: nodes.status,
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
  const nodes = await readNodesOf(opened);
  const unread = (each: OpenedSource) => ({ status: sourceStatus(each, neverRead), useOf: null });
  const read = await Promise.all(
    opened.map((each) => readSource(each, nodes.get(each) ?? unread(each), patience)),
  );
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
