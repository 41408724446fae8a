import type { Baseline } from "./baseline";
import type { EvaluatedPatch } from "./evaluate";

const countNames = {
  Installed: "InstalledCount",
  InstalledOther: "InstalledOtherCount",
  InstalledPendingReboot: "InstalledPendingRebootCount",
  InstalledRejected: "InstalledRejectedCount",
  Missing: "MissingCount",
  Failed: "FailedCount",
  NotApplicable: "NotApplicableCount",
  AvailableSecurityUpdate: "AvailableSecurityUpdateCount",
} as const;

export type CountName = (typeof countNames)[keyof typeof countNames];

/** The counters of a node, named as DescribeInstancePatchStates names them. */
export type PatchCounts = Record<
  CountName | "CriticalNonCompliantCount" | "SecurityNonCompliantCount" | "OtherNonCompliantCount",
  number
>;

const nonCompliantStates = new Set([
  "Missing",
  "Failed",
  "InstalledRejected",
  "InstalledPendingReboot",
]);

/** True when a patch makes its node non-compliant under this baseline. */
export function isNonCompliant(patch: EvaluatedPatch, baseline: Baseline): boolean {
  if (nonCompliantStates.has(patch.state)) return true;
  return (
    patch.state === "AvailableSecurityUpdate" &&
    baseline.AvailableSecurityUpdatesComplianceStatus === "NON_COMPLIANT"
  );
}

/**
 * Counts a node's patches. Critical and Security overlap, as AWS's on-node program computes them: Critical follows the
 * baseline's compliance level, Security the classification, Other is what is in neither.
 */
export function countPatches(patches: readonly EvaluatedPatch[], baseline: Baseline): PatchCounts {
  const counts = emptyCounts();
  for (const patch of patches) {
    if (isCounted(patch.state)) counts[countNames[patch.state]] += 1;
    if (isNonCompliant(patch, baseline)) addNonCompliant(counts, patch);
  }
  return counts;
}

/** The counters of two parts of a node's patches, added. */
export function sumOfCounts(left: PatchCounts, right: PatchCounts): PatchCounts {
  return {
    InstalledCount: left.InstalledCount + right.InstalledCount,
    InstalledOtherCount: left.InstalledOtherCount + right.InstalledOtherCount,
    InstalledPendingRebootCount:
      left.InstalledPendingRebootCount + right.InstalledPendingRebootCount,
    InstalledRejectedCount: left.InstalledRejectedCount + right.InstalledRejectedCount,
    MissingCount: left.MissingCount + right.MissingCount,
    FailedCount: left.FailedCount + right.FailedCount,
    NotApplicableCount: left.NotApplicableCount + right.NotApplicableCount,
    AvailableSecurityUpdateCount:
      left.AvailableSecurityUpdateCount + right.AvailableSecurityUpdateCount,
    CriticalNonCompliantCount: left.CriticalNonCompliantCount + right.CriticalNonCompliantCount,
    SecurityNonCompliantCount: left.SecurityNonCompliantCount + right.SecurityNonCompliantCount,
    OtherNonCompliantCount: left.OtherNonCompliantCount + right.OtherNonCompliantCount,
  };
}

function addNonCompliant(counts: PatchCounts, patch: EvaluatedPatch): void {
  const critical = patch.complianceLevel === "CRITICAL";
  const security =
    patch.release.classification === "Security" ||
    patch.release.classification === "SecurityUpdates";
  if (critical) counts.CriticalNonCompliantCount += 1;
  if (security) counts.SecurityNonCompliantCount += 1;
  if (!critical && !security) counts.OtherNonCompliantCount += 1;
}

function isCounted(state: string): state is keyof typeof countNames {
  return Object.hasOwn(countNames, state);
}

/** No patch of any kind. */
export function emptyCounts(): PatchCounts {
  return {
    InstalledCount: 0,
    InstalledOtherCount: 0,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 0,
    MissingCount: 0,
    FailedCount: 0,
    NotApplicableCount: 0,
    AvailableSecurityUpdateCount: 0,
    CriticalNonCompliantCount: 0,
    SecurityNonCompliantCount: 0,
    OtherNonCompliantCount: 0,
  };
}
