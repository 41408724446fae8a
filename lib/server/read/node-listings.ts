import "server-only";
import { LRUCache } from "lru-cache";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import type { Patch } from "@/lib/domain/patch";
import { rowsExpected, type ListingScope } from "@/lib/domain/row-counts";
import { sourceKey } from "@/lib/domain/source";
import { asError } from "@/lib/server/kept-reading";
import { oncePerProcess } from "@/lib/server/process-wide";
import { ProblemError } from "@/lib/server/problem-error";
import { availableSecurityUpdatesRule } from "@/lib/server/read/baselines-used";
import { operatingSystemOfNode, type NodeFacts } from "@/lib/server/read/node-facts";
import { toPatchItems, type Listing } from "@/lib/server/read/patch-rows";
import { foreseeOpenFindings, type OpenFindings } from "@/lib/server/store/open-findings";
import { loadNodeRows } from "@/lib/server/store/node-rows";
import { touchSources } from "@/lib/server/store/sources";
import { store } from "@/lib/server/store/store";
import type { HeldRows } from "@/lib/server/store/stored-node";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { readRows } from "@/lib/server/sweep/read-rows";
import { saveReads } from "@/lib/server/sweep/save-reads";

/** A node's rows as last read whole, with the operation they tell of. */
export interface HeldListing extends Listing {
  readonly operationEndTime: string | null;
  readonly readAt: string;
}

/** Rows that have just been read, with their findings as they are about to be stored. */
export interface ReadListing extends HeldListing {
  readonly findings: OpenFindings;
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
  /** Resolves with the rows once all are read, before they are stored; rejects with why that, or asking the store, failed. */
  readonly whole: Promise<ReadListing>;
  /** Settles with the rows held in the store from then on; rejects with why they could not be read or stored. */
  readonly finished: Promise<ReadListing>;
  /** Resolves when more has been read; not when the run ends, which `finished` tells. */
  readonly advanced: () => Promise<null>;
}

/** The listings under way, by node. */
const runs = oncePerProcess("node-listings", () => new Map<string, Run>());

/** A listing that failed is not tried again by itself before so long. */
const retryMs = 5_000;

/** Why the last listing of a node failed, until one succeeds. */
const failures = oncePerProcess(
  "node-listing-failures",
  () => new LRUCache<string, Error>({ max: 20_000, ttl: retryMs }),
);

/** Rows as they were last taken out of the store: bounded by rows, at about 300 bytes a row some 60 MB. */
const rowsHeld = oncePerProcess(
  "node-rows",
  () =>
    new LRUCache<string, Listing["rows"]>({
      maxSize: 200_000,
      sizeCalculation: (rows) => 1 + rows.length,
      // One node's list is never too large to keep.
      maxEntrySize: 200_000,
    }),
);

function listingKey({ source, instanceId }: NodeFacts): string {
  return `${sourceKey(source)}/${instanceId}`;
}

class Run implements ListingRun {
  readonly scope: ListingScope;
  progress: ListingProgress;
  #patches: readonly Patch[] = [];
  readonly whole: Promise<ReadListing>;
  readonly finished: Promise<ReadListing>;
  #waiting: Array<(nothing: null) => void> = [];
  #tellWhole: (read: ReadListing) => void = () => {};

  constructor(
    scope: ListingScope,
    expected: number | null,
    read: (run: Run) => Promise<ReadListing>,
  ) {
    this.scope = scope;
    this.progress = { rowsRead: 0, rowsExpected: expected };
    const told = new Promise<ReadListing>((resolve) => {
      this.#tellWhole = resolve;
    });
    this.finished = read(this);
    this.whole = Promise.race([told, this.finished]);
    // Who waits for the end hears of a failure there.
    this.whole.catch(() => {});
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

  hasRead(listing: ReadListing): void {
    this.#tellWhole(listing);
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(null);
  }
}

/** Reads a node's rows from SSM and stores them, with the patch state they belong to. */
async function readListing(
  opened: OpenedSource,
  facts: NodeFacts,
  patchState: NodePatchState,
  run: Run,
): Promise<ReadListing> {
  const { instanceId, nodeNo } = facts;
  const operatingSystem = operatingSystemOfNode(facts);
  const read = await readRows(opened.clients, {
    instanceId,
    patchState,
    operatingSystem,
    scope: run.scope,
    onPage: (rows) => {
      run.reached(rows);
    },
  });
  // SSM forgot the node between two calls: its results expired, or it was deregistered.
  if (read === "noSuchNode") {
    throw new ProblemError(
      "notFound",
      `AWS Systems Manager no longer has patch results of ${instanceId}.`,
    );
  }
  const readAt = new Date().toISOString();
  const { operationEndTime } = read.patchState;
  const { scope, patches, differ } = read;
  const { database, transaction } = await store();
  const listing = {
    scope,
    rows: toPatchItems(patches),
    complete: true,
    operationEndTime,
    readAt,
    findings: await foreseeOpenFindings(database, { nodeNo, operatingSystem, readAt, patches }),
  };
  run.hasRead(listing);
  const evidence = {
    counts: read.patchState.counts,
    availableSecurityUpdates: await availableSecurityUpdatesRule(opened, read.patchState),
  };
  await transaction(async (inTransaction) => {
    const node = { ...facts, patchState: read.patchState, evidence, failure: null };
    const rows = { operatingSystem, scope, patches, differ, operationEndTime, readAt };
    await saveReads(inTransaction, opened.sourceNo, [{ node, rows }], readAt);
    await touchSources(inTransaction, [opened.sourceNo]);
  });
  return listing;
}

function covers(held: HeldRows, scope: ListingScope): boolean {
  return held.scope === "all" || held.scope === scope;
}

/** A node's rows as stored, for a scope: null where that scope was never read whole. */
export async function heldListing(
  { nodeNo, rows: held }: NodeFacts,
  scope: ListingScope,
): Promise<HeldListing | null> {
  if (held === null || !covers(held, scope)) return null;
  const key = `${nodeNo}/${held.readAt}/${held.scope}`;
  let rows = rowsHeld().get(key);
  if (rows === undefined) {
    const { database } = await store();
    rows = toPatchItems(await loadNodeRows(database, nodeNo));
    rowsHeld().set(key, rows);
  }
  const { operationEndTime, readAt } = held;
  return { scope: held.scope, rows, complete: true, operationEndTime, readAt };
}

/** True when the rows held are those of the node's last operation, so that no call is due. */
export function isCurrent(facts: NodeFacts, held: HeldListing): boolean {
  return held.operationEndTime === (facts.patchState?.operationEndTime ?? null);
}

/** Why the node's last listing failed, while it is too fresh to try again by itself. */
export function recentFailure(facts: NodeFacts): Error | null {
  return failures().get(listingKey(facts)) ?? null;
}

/** Starts reading a node's rows, or joins the run under way when it covers the scope. */
export function runListing(
  opened: OpenedSource,
  facts: NodeFacts,
  patchState: NodePatchState,
  scope: ListingScope,
): ListingRun {
  const key = listingKey(facts);
  const under = runs().get(key);
  if (under !== undefined && (under.scope === "all" || under.scope === scope)) return under;
  const expected = rowsExpected(patchState, scope, operatingSystemOfNode(facts));
  const run = new Run(scope, expected, (self) => readListing(opened, facts, patchState, self));
  runs().set(key, run);
  run.finished
    .then(
      () => failures().delete(key),
      (error: unknown) => failures().set(key, asError(error)),
    )
    .finally(() => {
      if (runs().get(key) === run) runs().delete(key);
    });
  return run;
}
