import "server-only";
import pLimit from "p-limit";
import { setMaxListeners } from "node:events";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { ReadFailure } from "@/lib/domain/read-failure";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeInstanceInformationPages } from "@/lib/server/aws/describe-instance-information";
import { saveComplianceDay } from "@/lib/server/store/compliance-days";
import type { Queryable } from "@/lib/server/store/database";
import { forgetOldHistory } from "@/lib/server/store/node-history";
import { saveBaselinesFailure, saveSourceRead } from "@/lib/server/store/sources";
import { ensureAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import { sweptBaselines, type SweptBaselines } from "@/lib/server/sweep/sweep-baselines";
import {
  saveNewlyUsedBaselines,
  saveSweptBaselines,
} from "@/lib/server/sweep/save-swept-baselines";
import { readBatch, saveBatch, type SweepReader } from "@/lib/server/sweep/sweep-batch";
import { sweepLeftNodes } from "@/lib/server/sweep/sweep-left-nodes";
import { sweepReleases } from "@/lib/server/sweep/sweep-releases";
import type { SweepClock } from "@/lib/server/sweep/sweep-clock";
import { sweepTags } from "@/lib/server/sweep/sweep-tags";

/** A node whose rows could not be read: those that are held stay. */
export interface NodeFailure extends ReadFailure {
  readonly instanceId: InstanceId;
}

/** How far the sweep of a source has come. */
export interface SourceProgress {
  nodesDone: number;
  /** null until every node has been listed. */
  nodesTotal: number | null;
  readonly failures: NodeFailure[];
}

/** What the sweep of a source needs besides the source. */
export interface SourceSweep {
  readonly database: Queryable;
  /** A transaction that keeps nothing once another process has taken the source over. */
  readonly write: <Value>(work: (transaction: Queryable) => Promise<Value>) => Promise<Value>;
  readonly progress: SourceProgress;
  readonly clock: SweepClock;
  readonly signal: AbortSignal;
}

/** AWS takes fifty ids a call, and lists as many nodes a page at most. */
const mostIds = 50;
/** Batches that are read at once: enough to keep the limiters busy, few enough to stay small. */
const batchesAtOnce = 4;
/** Batches that are read or wait to be written: calls go on while the store is slow, until so many are held. */
const mostBatches = 12;

/**
 * Reads a source into the store: every node SSM lists, and of those that have changed the findings. Each node is saved
 * whole; one whose rows cannot be read keeps what is stored of it, is stored without any where nothing was, and is named
 * in `progress.failures`. Throws AwsReadError when the source itself cannot be read to its end: what was saved until
 * then stays.
 */
export async function sweepSource(opened: OpenedSource, sweep: SourceSweep): Promise<void> {
  const { clients, sourceNo } = opened;
  const startedAt = sweep.clock().toISOString();
  await requireAccount(opened, sweep);
  const baselines = sweptBaselines(clients, sweep.signal);
  const savedBaselines = saveSweptBaselines(opened, sweep, baselines);
  // Each operation has a limit of its own: what needs none of the others' answers goes on beside them.
  await sideBySide(sweep.signal, async (signal, start) => {
    start(savedBaselines);
    await sweepListedNodes(opened, { ...sweep, signal }, baselines, start);
  });
  await saveNewlyUsedBaselines(opened, sweep, baselines, await savedBaselines);
  await sweepReleases(opened, sweep);
  await sweep.write(async (transaction) => {
    await saveSourceRead(transaction, sourceNo, startedAt, sweep.clock().toISOString());
    await saveComplianceDay(transaction, sourceNo, startedAt);
    await forgetOldHistory(transaction, sourceNo, startedAt);
  });
}

/** Throws AwsReadError where the credentials are not those of the source's account: then nothing of it is read. */
async function requireAccount(opened: OpenedSource, { write }: SourceSweep): Promise<void> {
  try {
    await ensureAccount(opened);
  } catch (error) {
    if (error instanceof AwsReadError) {
      await write((transaction) =>
        saveBaselinesFailure(transaction, opened.sourceNo, error, false),
      );
    }
    throw error;
  }
}

/** Runs `work` with whatever it starts, to the end of all; the first that fails stops the others and is thrown. */
async function sideBySide(
  outer: AbortSignal,
  work: (signal: AbortSignal, start: (part: Promise<unknown>) => void) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  // Every call listens to it.
  setMaxListeners(0, signal);
  const parts: Array<Promise<unknown>> = [];
  const failures: unknown[] = [];
  const start = (part: Promise<unknown>) => {
    part.catch((error: unknown) => {
      failures.push(error);
      // Not the failure itself: a part must not take another one's for its own.
      stop.abort(new Error("Another part of the sweep has failed."));
    });
    parts.push(part);
  };
  start(work(signal, start));
  // Parts start others: the list is followed to its end.
  for (const part of parts) await Promise.allSettled([part]);
  outer.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}

/** Saves the nodes while the list goes on; its pages can be shorter than fifty. */
async function sweepListedNodes(
  opened: OpenedSource,
  sweep: SourceSweep,
  baselines: SweptBaselines,
  start: (part: Promise<unknown>) => void,
): Promise<void> {
  const { clients } = opened;
  const { signal } = sweep;
  const [reading, held] = [pLimit(batchesAtOnce), pLimit(mostBatches)];
  const reader: SweepReader = {
    clients,
    baselines,
    clock: sweep.clock,
    signal,
    withRows: true,
  };
  const tags = sweepTags(opened, sweep);
  const listed: InstanceId[] = [];
  let waiting: ManagedNode[] = [];
  const startBatch = (nodes: readonly ManagedNode[]) => {
    const saved = held(async () => {
      const read = await reading(() => readBatch(opened, sweep, reader, nodes));
      await saveBatch(opened, sweep, read);
    });
    start(saved);
    tags.add(
      nodes.map(({ instanceId }) => instanceId),
      saved,
    );
  };
  for await (const page of describeInstanceInformationPages(clients, signal)) {
    listed.push(...page.map(({ instanceId }) => instanceId));
    waiting.push(...page);
    while (waiting.length >= mostIds) {
      startBatch(waiting.slice(0, mostIds));
      waiting = waiting.slice(mostIds);
    }
  }
  sweep.progress.nodesTotal = listed.length;
  if (waiting.length > 0) startBatch(waiting);
  start(sweepLeftNodes(opened, sweep, listed));
  start(tags.end());
}
