import "server-only";
import pLimit from "p-limit";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { ReadFailure, ReadFailureCode } from "@/lib/domain/read-failure";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeInstanceInformationPages } from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { saveComplianceDay } from "@/lib/server/store/compliance-days";
import type { Queryable } from "@/lib/server/store/database";
import { loadNodes, saveNodeFailure } from "@/lib/server/store/nodes";
import { saveSourceRead, touchSources } from "@/lib/server/store/sources";
import type { StoredNode } from "@/lib/server/store/stored-node";
import { readChangedNode, type NodeRead, type NodeReader } from "@/lib/server/sweep/describe-node";
import { isUnchanged, type ListedNode } from "@/lib/server/sweep/node-change";
import { ensureAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import { readBaselinesOfSource, type SweptBaselines } from "@/lib/server/sweep/sweep-baselines";
import { saveReads } from "@/lib/server/sweep/save-reads";
import { saveSweptBaselines } from "@/lib/server/sweep/save-swept-baselines";
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
/** Batches under way at once: enough to keep the limiters busy, few enough to stay small. */
const batchesAtOnce = 4;

/** Failures that the next node would meet as well: the source cannot be read. */
const ofTheSource: ReadonlySet<ReadFailureCode> = new Set([
  "accessDenied",
  "credentialsExpired",
  "credentialsMissing",
  "wrongAccount",
  "awsUnreachable",
]);

/**
 * Reads a source into the store: every node SSM lists, and of those that have changed the findings. Each node is saved
 * whole; one whose rows cannot be read keeps what is stored of it, is stored without any where nothing was, and is named
 * in `progress.failures`. Throws AwsReadError
 * when the source itself cannot be read to its end: what was saved until then stays.
 */
export async function sweepSource(opened: OpenedSource, sweep: SourceSweep): Promise<void> {
  const { clients, sourceNo } = opened;
  const startedAt = sweep.clock().toISOString();
  await ensureAccount(opened);
  const baselines = await readBaselinesOfSource(clients, sweep.signal);
  await saveSweptBaselines(opened, sweep, baselines);

  const listed = await sweepListedNodes(opened, sweep, baselines);
  await sweepLeftNodes(opened, sweep, listed);
  await sweepTags(opened, sweep);
  await sweepReleases(opened, sweep);
  await sweep.write(async (transaction) => {
    await saveSourceRead(transaction, sourceNo, startedAt, sweep.clock().toISOString());
    await saveComplianceDay(transaction, sourceNo, startedAt);
  });
}

/** Saves the nodes while the list goes on; its pages can be shorter than fifty. Gives the ids of all. */
async function sweepListedNodes(
  opened: OpenedSource,
  sweep: SourceSweep,
  baselines: SweptBaselines,
): Promise<readonly InstanceId[]> {
  const { clients } = opened;
  const limit = pLimit(batchesAtOnce);
  const stop = new AbortController();
  const signal = AbortSignal.any([sweep.signal, stop.signal]);
  const reader: NodeReader = { clients, baselines, clock: sweep.clock, signal, withRows: true };
  const listed: InstanceId[] = [];
  const batches: Array<Promise<void>> = [];
  let waiting: ManagedNode[] = [];
  const start = (nodes: readonly ManagedNode[]) => {
    const batch = limit(() => sweepBatch(opened, sweep, reader, nodes));
    // The listing stops at the first batch that fails; the failure itself is thrown below.
    batch.catch((error: unknown) => {
      stop.abort(error);
    });
    batches.push(batch);
  };
  try {
    for await (const page of describeInstanceInformationPages(clients, signal)) {
      listed.push(...page.map(({ instanceId }) => instanceId));
      waiting.push(...page);
      while (waiting.length >= mostIds) {
        start(waiting.slice(0, mostIds));
        waiting = waiting.slice(mostIds);
      }
    }
    sweep.progress.nodesTotal = listed.length;
    if (waiting.length > 0) start(waiting);
    await Promise.all(batches);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(batches);
    throw error;
  }
  return listed;
}

type Outcome =
  | { readonly kind: "unchanged" }
  | { readonly kind: "read"; readonly read: NodeRead }
  | {
      readonly kind: "failed";
      readonly failure: NodeFailure;
      /** What SSM's listings say of a node of which no rows are held: without it the fleet would look smaller. */
      readonly read: NodeRead | null;
    };

async function sweepBatch(
  opened: OpenedSource,
  { database, write, progress, clock }: SourceSweep,
  reader: NodeReader,
  nodes: readonly ManagedNode[],
): Promise<void> {
  const ids = nodes.map(({ instanceId }) => instanceId);
  const [patchStates, stored] = await Promise.all([
    describeInstancePatchStates(opened.clients, ids, reader.signal),
    loadNodes(database, opened.sourceNo, ids),
  ]);
  const readAt = clock().toISOString();
  const storedById = new Map(stored.map((each) => [each.instanceId, each]));
  const outcomes = await Promise.all(
    nodes.map((node) =>
      sweepNode(
        reader,
        { node, patchState: patchStates.get(node.instanceId) ?? null },
        storedById.get(node.instanceId) ?? null,
      ),
    ),
  );
  const reads = outcomes.flatMap((each) => (each.kind === "unchanged" ? [] : (each.read ?? [])));
  const failures = outcomes.flatMap((each) => (each.kind === "failed" ? [each.failure] : []));
  if (reads.length > 0 || failures.length > 0) {
    await write(async (transaction) => {
      await saveReads(transaction, opened.sourceNo, reads, readAt);
      for (const failure of failures) {
        await saveNodeFailure(transaction, opened.sourceNo, [failure.instanceId], failure);
      }
      await touchSources(transaction, [opened.sourceNo]);
    });
  }
  progress.failures.push(...failures);
  progress.nodesDone += nodes.length;
}

async function ruleHasChanged(
  { baselines }: NodeReader,
  stored: StoredNode,
  { patchState }: ListedNode,
): Promise<boolean> {
  if (patchState === null || stored.evidence.counts === null) return false;
  return (await baselines.ruleFor(patchState)) !== stored.evidence.availableSecurityUpdates;
}

async function sweepNode(
  reader: NodeReader,
  listed: ListedNode,
  stored: StoredNode | null,
): Promise<Outcome> {
  const { instanceId } = listed.node;
  const found = { ...listed, instanceId, listing: "listed" as const, stored };
  try {
    const unchanged =
      stored !== null &&
      isUnchanged(stored, listed, reader.clock().getTime()) &&
      !(await ruleHasChanged(reader, stored, listed));
    if (unchanged) return { kind: "unchanged" };
    return { kind: "read", read: await readChangedNode(reader, found) };
  } catch (error) {
    if (!(error instanceof AwsReadError) || ofTheSource.has(error.code)) throw error;
    const { code, detail } = error;
    // Rows that are held are those of a patch state: it stays with them.
    const holdsRows = stored !== null && stored.rows !== null;
    const read = holdsRows ? null : await readChangedNode({ ...reader, withRows: false }, found);
    return { kind: "failed", failure: { instanceId, code, detail }, read };
  }
}
