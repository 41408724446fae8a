import "server-only";
import { LRUCache } from "lru-cache";
import { findingStates } from "@/lib/domain/patch-state";
import type { Patch } from "@/lib/domain/patch";
import { sourceKey } from "@/lib/domain/source";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { oncePerProcess } from "@/lib/server/process-wide";
import { ProblemError } from "@/lib/server/problem-error";
import { operatingSystemOfNode, type NodeFacts } from "@/lib/server/read/node-facts";
import { rowsExpected, type ListingScope } from "@/lib/domain/row-counts";
import { mismatchesOf, toPatchItems, type Listing } from "@/lib/server/read/patch-rows";
import { asError } from "@/lib/server/kept-reading";
import { factsOf, nodeReading } from "@/lib/server/read/read-node";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** A node's rows as last read whole, with the operation they tell of. */
export interface HeldListing extends Listing {
  readonly operationEndTime: string | null;
  readonly readAt: string;
}

/** How far a listing under way has come. */
export interface ListingProgress {
  readonly rowsRead: number;
  readonly rowsExpected: number | null;
}

/** A listing under way: what has been read, and its end. */
export interface ListingRun {
  readonly scope: ListingScope;
  readonly progress: ListingProgress;
  readonly rows: Listing["rows"];
  /** Settles with the rows held from then on; rejects with why they could not be read. */
  readonly finished: Promise<HeldListing>;
  /** Resolves when more has been read; not when the run ends, which `finished` tells. */
  readonly advanced: () => Promise<null>;
}

/** What is held of one node, and what is being read of it. */
interface NodeListing {
  held: HeldListing | null;
  run: Run | null;
  /** The last run's failure, until one succeeds. */
  failure: { readonly error: Error; readonly atMs: number } | null;
}

/** Bounded by rows: at about 300 bytes a row, some 150 MB. */
const listings = oncePerProcess(
  "node-listings",
  () =>
    new LRUCache<string, NodeListing>({
      maxSize: 500_000,
      sizeCalculation: ({ held }) => 1 + (held?.rows.length ?? 0),
      // One node's list is never too large to keep.
      maxEntrySize: 500_000,
    }),
);

function listingOf(facts: NodeFacts): NodeListing {
  return listings().get(listingKey(facts)) ?? { held: null, run: null, failure: null };
}

function listingKey({ source, instanceId }: NodeFacts): string {
  return `${sourceKey(source)}/${instanceId}`;
}

class Run implements ListingRun {
  readonly scope: ListingScope;
  progress: ListingProgress;
  #patches: readonly Patch[] = [];
  readonly finished: Promise<HeldListing>;
  #waiting: Array<(nothing: null) => void> = [];

  constructor(
    scope: ListingScope,
    expected: number | null,
    read: (run: Run) => Promise<HeldListing>,
  ) {
    this.scope = scope;
    this.progress = { rowsRead: 0, rowsExpected: expected };
    this.finished = read(this);
  }

  /** Made when asked for: most pages of a long list are never shown by themselves. */
  get rows(): Listing["rows"] {
    return toPatchItems(this.#patches);
  }

  advanced(): Promise<null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  reached(patches: readonly Patch[]): void {
    this.#patches = patches;
    this.progress = { ...this.progress, rowsRead: patches.length };
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(null);
  }
}

async function listPatches(
  opened: OpenedSource,
  facts: NodeFacts,
  scope: ListingScope,
  run: Run,
): Promise<readonly Patch[]> {
  const patches = await describeInstancePatches(opened.clients, facts.instanceId, {
    ...(scope === "findings" ? { states: findingStates } : {}),
    onPage: (rowsSoFar) => {
      run.reached(rowsSoFar);
    },
  });
  // SSM forgot the node between two calls: its results expired, or it was deregistered.
  if (patches !== "noSuchNode") return patches;
  throw new ProblemError(
    "notFound",
    `AWS Systems Manager no longer has patch results of ${facts.instanceId}.`,
  );
}

/**
 * Reads a node's rows and checks them against SSM's own counters. Where they differ, a scan may have landed in between:
 * the counters are read again, and the rows too when the node has moved on. A filtered list that still differs is
 * replaced by the whole one, so that a State filter which SSM reads in its own way loses no row.
 */
async function readListing(
  opened: OpenedSource,
  asked: NodeFacts,
  scope: ListingScope,
  run: Run,
): Promise<HeldListing> {
  const patches = await listPatches(opened, asked, scope, run);
  const first = hold(asked, scope, patches);
  if (!differs(first, asked)) return first;
  const reading = nodeReading(opened, asked.instanceId);
  await reading.refresh();
  const facts = factsOf(opened, asked.instanceId, reading.peek());
  const moved = facts.patchState?.operationEndTime !== first.operationEndTime;
  if (!moved && (scope === "all" || !differs(first, facts))) return first;
  const again: ListingScope = moved ? scope : "all";
  return hold(facts, again, await listPatches(opened, facts, again, run));
}

function hold(facts: NodeFacts, scope: ListingScope, patches: readonly Patch[]): HeldListing {
  return {
    scope,
    rows: toPatchItems(patches),
    complete: true,
    operationEndTime: facts.patchState?.operationEndTime ?? null,
    readAt: new Date().toISOString(),
  };
}

function differs(listing: HeldListing, facts: NodeFacts): boolean {
  const { patchState } = facts;
  if (patchState === null) return false;
  return mismatchesOf(listing, patchState, operatingSystemOfNode(facts)).length > 0;
}

function covers(listing: Listing | null, scope: ListingScope): boolean {
  return listing !== null && (listing.scope === "all" || listing.scope === scope);
}

/** A node's rows as held now, for a scope: null where that scope was never read whole. */
export function heldListing(facts: NodeFacts, scope: ListingScope): HeldListing | null {
  const { held } = listingOf(facts);
  return covers(held, scope) ? held : null;
}

/** True when the rows held are those of the node's last operation, so that no call is due. */
export function isCurrent(facts: NodeFacts, held: HeldListing): boolean {
  return held.operationEndTime === (facts.patchState?.operationEndTime ?? null);
}

/** Why the node's last run failed, while it is too fresh to try again by itself. */
export function recentFailure(facts: NodeFacts): Error | null {
  const { failure } = listingOf(facts);
  return failure !== null && Date.now() - failure.atMs < retryMs ? failure.error : null;
}

const retryMs = 5_000;

/** Starts reading a node's rows, or joins the run under way when it covers the scope. */
export function runListing(
  opened: OpenedSource,
  facts: NodeFacts,
  scope: ListingScope,
): ListingRun {
  const listing = listingOf(facts);
  if (listing.run !== null && (listing.run.scope === "all" || listing.run.scope === scope)) {
    return listing.run;
  }
  const expected = facts.patchState
    ? rowsExpected(facts.patchState, scope, operatingSystemOfNode(facts))
    : null;
  const run = new Run(scope, expected, (self) => readListing(opened, facts, scope, self));
  listing.run = run;
  listings().set(listingKey(facts), listing);
  run.finished
    .then(
      (held) => {
        listing.held = held;
        listing.failure = null;
      },
      (error: unknown) => {
        listing.failure = { error: asError(error), atMs: Date.now() };
      },
    )
    .finally(() => {
      if (listing.run === run) listing.run = null;
      // Set again: the cache weighs an entry when it is set.
      listings().set(listingKey(facts), listing);
    });
  return run;
}
