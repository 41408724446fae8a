import type { KnownPatchState } from "@/lib/domain/patch-state";

/** How many patches of one node are in each state, as DescribeInstancePatchStates says. null: not reported. */
export interface PatchCounts {
  readonly missing: number | null;
  readonly failed: number | null;
  readonly installedPendingReboot: number | null;
  readonly installedRejected: number | null;
  readonly installed: number | null;
  readonly installedOther: number | null;
  readonly notApplicable: number | null;
  readonly availableSecurityUpdate: number | null;
  /** AWS's own three counters overlap and follow the baseline's compliance level: never add them up. */
  readonly criticalNonCompliant: number | null;
  readonly securityNonCompliant: number | null;
  readonly otherNonCompliant: number | null;
}

/** The result of a node's last operation (DescribeInstancePatchStates). Times are ISO 8601 UTC. */
export interface NodePatchState {
  readonly instanceId: string;
  readonly counts: PatchCounts;
  /** NotApplicable patches beyond what the inventory holds: a number without rows. */
  readonly unreportedNotApplicable: number | null;
  readonly patchGroup: string | null;
  /** Always the short `pb-…` id, also for baselines that AWS manages. */
  readonly baselineId: string | null;
  readonly operation: string | null;
  readonly operationStartTime: string | null;
  readonly operationEndTime: string | null;
  readonly rebootOption: string | null;
  readonly lastNoRebootInstallOperationTime: string | null;
  readonly snapshotId: string | null;
  /** Without its query string: it can be a presigned URL. */
  readonly installOverrideList: string | null;
  readonly ownerInformation: string | null;
}

const countOf: Record<KnownPatchState, keyof PatchCounts> = {
  Failed: "failed",
  Missing: "missing",
  InstalledPendingReboot: "installedPendingReboot",
  InstalledRejected: "installedRejected",
  AvailableSecurityUpdate: "availableSecurityUpdate",
  Installed: "installed",
  InstalledOther: "installedOther",
  NotApplicable: "notApplicable",
};

/** The counter that speaks of a state. */
export function countFor(counts: PatchCounts, state: KnownPatchState): number | null {
  return counts[countOf[state]];
}
