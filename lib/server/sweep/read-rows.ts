import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { Patch } from "@/lib/domain/patch";
import { findingStates } from "@/lib/domain/patch-state";
import { countMismatches, type ListingScope } from "@/lib/domain/row-counts";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import type { SourceClients } from "@/lib/server/aws/source-clients";

/** A node whose rows are to be read, as its patch state was last read. */
export interface RowsWanted {
  readonly instanceId: InstanceId;
  readonly patchState: NodePatchState;
  readonly operatingSystem: OperatingSystem | null;
  readonly scope: ListingScope;
  /** Told the rows so far, after each page. */
  readonly onPage?: (rows: readonly Patch[]) => void;
  readonly signal?: AbortSignal;
}

/** A node's rows with the patch state they belong to. */
export interface RowsRead {
  readonly patchState: NodePatchState;
  readonly scope: ListingScope;
  readonly patches: readonly Patch[];
  /** They differ from SSM's own counters after a second reading too. */
  readonly differ: boolean;
}

function list(
  clients: SourceClients,
  wanted: RowsWanted,
  scope: ListingScope,
): Promise<readonly Patch[] | "noSuchNode"> {
  return describeInstancePatches(clients, wanted.instanceId, {
    ...(scope === "findings" ? { states: findingStates } : {}),
    ...(wanted.onPage ? { onPage: wanted.onPage } : {}),
    ...(wanted.signal ? { signal: wanted.signal } : {}),
  });
}

/**
 * Reads a node's rows and checks them against SSM's own counters. Where they differ, a scan may have landed in between:
 * the counters are read again, and the rows too when the node has moved on. A filtered list that still differs is
 * replaced by the whole one, so that a State filter which SSM reads in its own way loses no row.
 * "noSuchNode": SSM has forgotten the node between two calls. Throws AwsReadError.
 */
export async function readRows(
  clients: SourceClients,
  wanted: RowsWanted,
): Promise<RowsRead | "noSuchNode"> {
  const { instanceId, operatingSystem, scope } = wanted;
  const differs = (rows: readonly Patch[], of: ListingScope, counted: NodePatchState) =>
    countMismatches(rows, of, counted, operatingSystem).length > 0;

  const patches = await list(clients, wanted, scope);
  if (patches === "noSuchNode") return patches;
  const first = { patchState: wanted.patchState, scope, patches, differ: false };
  if (!differs(patches, scope, wanted.patchState)) return first;

  const states = await describeInstancePatchStates(clients, [instanceId], wanted.signal);
  const patchState = states.get(instanceId);
  if (patchState === undefined) return "noSuchNode";
  const moved = patchState.operationEndTime !== wanted.patchState.operationEndTime;
  const stillDiffers = differs(patches, scope, patchState);
  if (!moved && (scope === "all" || !stillDiffers)) {
    return { ...first, patchState, differ: stillDiffers };
  }
  const again: ListingScope = moved ? scope : "all";
  const second = await list(clients, wanted, again);
  if (second === "noSuchNode") return second;
  return {
    patchState,
    scope: again,
    patches: second,
    differ: differs(second, again, patchState),
  };
}
