import "server-only";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { ReadFailureCode } from "@/lib/domain/read-failure";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { loadNodes, saveNodeFailures } from "@/lib/server/store/nodes";
import { touchSources } from "@/lib/server/store/sources";
import type { StoredNode } from "@/lib/server/store/stored-node";
import { readChangedNode, type NodeRead, type NodeReader } from "@/lib/server/sweep/describe-node";
import { isUnchanged, type ListedNode } from "@/lib/server/sweep/node-change";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { saveReads } from "@/lib/server/sweep/save-reads";
import type { SweptBaselines } from "@/lib/server/sweep/sweep-baselines";
import type { NodeFailure, SourceSweep } from "@/lib/server/sweep/sweep-source";

/** Where the nodes of a sweep are read from. */
export interface SweepReader extends NodeReader {
  readonly baselines: SweptBaselines;
}

/** Failures that the next node would meet as well: the source cannot be read. */
const ofTheSource: ReadonlySet<ReadFailureCode> = new Set([
  "accessDenied",
  "credentialsExpired",
  "credentialsMissing",
  "wrongAccount",
  "awsUnreachable",
]);

type Outcome =
  | { readonly kind: "unchanged" }
  | { readonly kind: "read"; readonly read: NodeRead }
  | {
      readonly kind: "failed";
      readonly failure: NodeFailure;
      /** What SSM's listings say of a node of which no rows are held: without it the fleet would look smaller. */
      readonly read: NodeRead | null;
    };

function isOfTheSource({ code, isHeldBack }: AwsReadError): boolean {
  return isHeldBack || ofTheSource.has(code);
}

/** What was read of some listed nodes. */
export interface BatchRead {
  readonly nodes: number;
  readonly reads: readonly NodeRead[];
  readonly failures: readonly NodeFailure[];
  readonly readAt: string;
}

/** Reads up to fifty listed nodes, and of those that have changed the findings. Throws AwsReadError. */
export async function readBatch(
  { clients, sourceNo }: OpenedSource,
  { database, clock }: SourceSweep,
  reader: SweepReader,
  nodes: readonly ManagedNode[],
): Promise<BatchRead> {
  const ids = nodes.map(({ instanceId }) => instanceId);
  const [patchStates, stored] = await Promise.all([
    describeInstancePatchStates(clients, ids, reader.signal),
    loadNodes(database, sourceNo, ids),
  ]);
  const readAt = clock().toISOString();
  reader.baselines.getAhead(
    [...patchStates.values()].flatMap(({ baselineId }) => baselineId ?? []),
  );
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
  return {
    nodes: nodes.length,
    reads: outcomes.flatMap((each) => (each.kind === "unchanged" ? [] : (each.read ?? []))),
    failures: outcomes.flatMap((each) => (each.kind === "failed" ? [each.failure] : [])),
    readAt,
  };
}

/** Saves what was read of some nodes, each whole and all in one transaction. */
export async function saveBatch(
  { sourceNo }: OpenedSource,
  { write, progress }: SourceSweep,
  { nodes, reads, failures, readAt }: BatchRead,
): Promise<void> {
  if (reads.length > 0 || failures.length > 0) {
    await write(async (transaction) => {
      await saveReads(transaction, sourceNo, reads, readAt);
      await saveNodeFailures(transaction, sourceNo, failures);
      await touchSources(transaction, [sourceNo]);
    });
  }
  progress.failures.push(...failures);
  progress.nodesDone += nodes;
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
    if (!(error instanceof AwsReadError) || isOfTheSource(error)) throw error;
    const { code, detail } = error;
    // Rows that are held are those of a patch state: it stays with them.
    const holdsRows = stored !== null && stored.rows !== null;
    const read = holdsRows ? null : await readChangedNode({ ...reader, withRows: false }, found);
    return { kind: "failed", failure: { instanceId, code, detail }, read };
  }
}
