import "server-only";
import { utcDay } from "@/lib/domain/deadline";
import type { InstanceId } from "@/lib/domain/instance-id";
import { isFindingState } from "@/lib/domain/patch-state";
import type { Source } from "@/lib/domain/source";
import type { NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { Viewer } from "@/lib/server/auth/viewer";
import {
  heldListing,
  isCurrent,
  recentFailure,
  runListing,
  type HeldListing,
  type ListingRun,
  type ReadListing,
} from "@/lib/server/read/node-listings";
import { judgingDays, operatingSystemOfNode, type NodeFacts } from "@/lib/server/read/node-facts";
import { rowsExpected, type ListingScope } from "@/lib/domain/row-counts";
import {
  countsByState,
  mismatchesOf,
  withFirstSeen,
  type Listing,
} from "@/lib/server/read/patch-rows";
import { factsOf, nodeReading, storedFacts } from "@/lib/server/read/read-node";
import { apiPatience } from "@/lib/server/read/waiting";
import { withDeadlines } from "@/lib/server/read/rows-with-deadlines";
import { selectPatches } from "@/lib/server/read/select-patches";
import { sourceFor, sourceStatus } from "@/lib/server/read/sources";
import { loadOpenFindings, type OpenFindings } from "@/lib/server/store/open-findings";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { settledWithin, type Patience } from "@/lib/server/settled-within";

/** The rows a query needs: those that need attention are one call, all of them can be fifty. */
function scopeOf(query: Pick<NodePatchesQuery, "states">): ListingScope {
  const { states } = query;
  const findingsOnly = states?.every((state) => state !== "unrecognised" && isFindingState(state));
  return findingsOnly ? "findings" : "all";
}

/** What can be shown now: the rows, and whether they are all that the node's last operation left. */
interface Shown {
  readonly listing: Listing;
  readonly held: HeldListing | null;
  /** Of rows that have just been read; null where those of the store are theirs. */
  readonly findings: OpenFindings | null;
  readonly current: boolean;
  readonly failure: Error | null;
}

async function show(
  opened: OpenedSource,
  facts: NodeFacts,
  scope: ListingScope,
  patience: Patience,
): Promise<Shown> {
  // SSM has no rows of a node that has no node patch state: there is nothing to ask for.
  if (facts.patchState === null) return nothingToList;
  const before = await heldListing(facts, scope);
  if (before !== null && isCurrent(facts, before)) return whole(before);
  const knownFailure = recentFailure(facts);
  const run = knownFailure === null ? runListing(opened, facts, facts.patchState, scope) : null;
  const read = run && (await waitFor(run, patience));
  if (read !== null) return { ...whole(read), findings: read.findings };
  const failure = recentFailure(facts);
  if (before === null && failure !== null) throw failure;
  const listing = before ?? { scope, rows: run?.rows ?? [], complete: false };
  return { listing, held: before, findings: null, current: false, failure };
}

/** What a few pages hold: about as much as SSM sends while a reader blinks. */
const fewRows = 200;

/** A list of a few pages is worth waiting for; of a long one the first rows are shown while the rest is read. */
async function waitFor(
  run: ListingRun,
  { waitMs, restMs = waitMs }: Patience,
): Promise<ReadListing | null> {
  const started = await settledWithin(Promise.race([run.whole, run.advanced()]), waitMs);
  if (!started) return null;
  const { rowsRead, rowsExpected: expected } = run.progress;
  const isLong = expected !== null && expected - rowsRead > fewRows;
  if (isLong && restMs < waitMs) return null;
  if (!(await settledWithin(run.whole, restMs))) return null;
  return run.whole.catch(() => null);
}

const nothingToList: Shown = {
  listing: { scope: "all", rows: [], complete: true },
  held: null,
  findings: null,
  current: true,
  failure: null,
};

function whole(held: HeldListing): Shown {
  return { listing: held, held, findings: null, current: true, failure: null };
}

/**
 * A node's patches under one query. Rows that are not held for the node's last operation are read from SSM first, as
 * long as `patience` allows; after that `complete` is false and what there is so far is given. When SSM can't be read,
 * the rows last held are given with the failure in `sources`; without any, the failure is thrown.
 */
export async function readNodePatches(
  viewer: Viewer,
  source: Source,
  instanceId: InstanceId,
  query: NodePatchesQuery,
  patience: Patience,
): Promise<NodePatches> {
  const opened = await sourceFor(viewer, source);
  const facts = await factsOf(opened, instanceId, patience);
  const shown = await show(opened, facts, scopeOf(query), patience);
  const { listing, held, current, failure } = shown;
  const { database } = await store();
  const { firstSeen, clocks } = shown.findings ?? (await loadOpenFindings(database, facts.nodeNo));
  const { patchState } = facts;
  const operatingSystem = operatingSystemOfNode(facts);
  const { deadlineDays } = judgingDays();
  const rows = withDeadlines(withFirstSeen(listing.rows, firstSeen), clocks, {
    today: utcDay(Date.now()),
    deadlineDays,
    operatingSystem,
  });
  const readAt = facts.patchState === null ? facts.readAt : (held?.readAt ?? null);
  return {
    ...selectPatches(rows, query, operatingSystem),
    deadlineDays,
    asOfDay: null,
    page: query.page,
    size: query.size,
    asOf: readAt,
    readAt,
    sources: [sourceStatus(opened, { readAt, reading: !current, failure })],
    countsByState: countsByState(patchState && listing, patchState, operatingSystem),
    mismatches: patchState && current ? mismatchesOf(listing, patchState, operatingSystem) : [],
    operationEndTime: held?.operationEndTime ?? patchState?.operationEndTime ?? null,
    complete: current || (failure !== null && held !== null),
    rowsRead: listing.rows.length,
    rowsExpected: patchState && rowsExpected(patchState, listing.scope, operatingSystem),
  };
}

/** Reads this younger than this count as now: two people who press "Read again" share one reading. */
const sharedMs = 5_000;

function isNow(readAt: string): boolean {
  return Date.now() - Date.parse(readAt) < sharedMs;
}

/**
 * Reads a node from SSM now: its facts, then the rows the query needs. Joins a run under way, and is answered by one
 * that has just ended. Throws ProblemError `notFound`, or AwsReadError when the facts can't be read.
 */
export async function startNodeRead(
  viewer: Viewer,
  source: Source,
  instanceId: InstanceId,
  query: Pick<NodePatchesQuery, "states">,
): Promise<ListingRun | HeldListing> {
  const opened = await sourceFor(viewer, source);
  const scope = scopeOf(query);
  const known = await storedFacts(opened, instanceId);
  if (known === null || !isNow(known.readAt)) {
    const reading = nodeReading(opened, instanceId);
    await reading.refresh();
    const { failure } = reading.peek();
    if (failure instanceof AwsReadError) throw failure;
  }
  const facts = await factsOf(opened, instanceId, apiPatience);
  const held = await heldListing(facts, scope);
  if (held !== null && isNow(held.readAt) && isCurrent(facts, held)) return held;
  if (facts.patchState === null) {
    return { scope, rows: [], complete: true, operationEndTime: null, readAt: facts.readAt };
  }
  return runListing(opened, facts, facts.patchState, scope);
}
