import "server-only";
import { operatingSystemOf } from "@/lib/domain/operating-system";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { UnknownReason } from "@/lib/domain/verdict";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { hasAssociationPatchCompliance } from "@/lib/server/aws/list-compliance-items";
import type { NodeTags } from "@/lib/server/aws/get-resources";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { log } from "@/lib/server/log";
import type { RowsToSave } from "@/lib/server/store/node-rows";
import type { NodeListing, NodeToSave, StoredNode } from "@/lib/server/store/stored-node";
import { hasNoFindings, keptReason, needsRows } from "@/lib/server/sweep/node-change";
import { readRows } from "@/lib/server/sweep/read-rows";
import type { SweepClock } from "@/lib/server/sweep/sweep-clock";
import type { SweptBaselines } from "@/lib/server/sweep/sweep-baselines";

/** A node as SSM's two listings have it, with what is stored of it. */
export interface FoundNode {
  readonly instanceId: InstanceId;
  readonly listing: NodeListing;
  readonly node: ManagedNode | null;
  readonly patchState: NodePatchState | null;
  readonly stored: StoredNode | null;
  /** Tags asked for just now; absent: they stay as stored. */
  readonly tags?: NodeTags | null;
  readonly tagsReadAt?: string;
}

/** What is to be saved of a node; `rows` null leaves the rows held as they are. */
export interface NodeRead {
  readonly node: NodeToSave;
  readonly rows: Omit<RowsToSave, "nodeNo"> | null;
}

/** Where a node is read from. */
export interface NodeReader {
  readonly clients: SourceClients;
  readonly baselines: Pick<SweptBaselines, "ruleFor">;
  readonly clock: SweepClock;
  readonly signal?: AbortSignal;
  /** False: the rows are read apart, by who wants to show how far that is. */
  readonly withRows: boolean;
}

/** Why a node has no node patch state: asked of SSM once a day, never guessed. */
async function reasonFor(
  { clients, clock, signal }: NodeReader,
  { instanceId, stored }: FoundNode,
): Promise<{ readonly reason: UnknownReason; readonly reasonReadAt: string | null }> {
  const kept = keptReason(stored, clock().getTime());
  if (kept !== null) return kept;
  try {
    const byAssociation = await hasAssociationPatchCompliance(clients, instanceId, signal);
    return {
      reason: byAssociation ? "associationOnly" : "neverScanned",
      reasonReadAt: clock().toISOString(),
    };
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({ event: "associationUnread", source: clients.source, instanceId, error });
    return { reason: "couldNotBeRead", reasonReadAt: null };
  }
}

async function rowsFor(
  { clients, clock, signal, withRows }: NodeReader,
  { instanceId, node, stored }: FoundNode,
  patchState: NodePatchState,
): Promise<Pick<NodeRead, "rows"> & { readonly patchState: NodePatchState | null }> {
  if (!withRows || !needsRows(stored, patchState)) return { rows: null, patchState };
  const operatingSystem = operatingSystemOf(
    node ?? { platformType: null, platformName: null, platformVersion: null },
  );
  const held = { operatingSystem, readAt: clock().toISOString() };
  if (hasNoFindings(patchState.counts)) {
    const { operationEndTime } = patchState;
    const none = { scope: "findings" as const, patches: [], differ: false };
    return { rows: { ...held, ...none, operationEndTime }, patchState };
  }
  const read = await readRows(clients, {
    instanceId,
    patchState,
    operatingSystem,
    scope: "findings",
    ...(signal ? { signal } : {}),
  });
  if (read === "noSuchNode") return { rows: null, patchState: null };
  const { scope, patches, differ } = read;
  const { operationEndTime } = read.patchState;
  return {
    rows: { ...held, scope, patches, differ, operationEndTime },
    patchState: read.patchState,
  };
}

function tagsOf({ stored, tags, tagsReadAt }: FoundNode) {
  if (tagsReadAt === undefined) {
    return {
      nameTag: stored?.nameTag ?? null,
      patchGroupTag: stored?.patchGroupTag ?? null,
      tagsReadAt: stored?.tagsReadAt ?? null,
    };
  }
  return { nameTag: tags?.name ?? null, patchGroupTag: tags?.patchGroup ?? null, tagsReadAt };
}

/**
 * Reads what is still to be known of a node that has changed: its findings, or why it has no patch state. Throws AwsReadError, and then nothing of the node is to be saved.
 */
export async function readChangedNode(reader: NodeReader, found: FoundNode): Promise<NodeRead> {
  const { instanceId, listing, node } = found;
  const { rows, patchState } =
    found.patchState === null
      ? { rows: null, patchState: null }
      : await rowsFor(reader, found, found.patchState);
  const unknown = patchState === null ? await reasonFor(reader, found) : null;
  return {
    rows,
    node: {
      instanceId,
      listing,
      node,
      patchState,
      evidence:
        patchState === null
          ? { counts: null, reason: unknown?.reason ?? "couldNotBeRead" }
          : {
              counts: patchState.counts,
              availableSecurityUpdates: await reader.baselines.ruleFor(patchState),
            },
      ...tagsOf(found),
      reasonReadAt: unknown?.reasonReadAt ?? null,
      failure: null,
    },
  };
}
