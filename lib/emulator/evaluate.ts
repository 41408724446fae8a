import { approvalOf } from "./approval";
import type { Baseline } from "./baseline";
import type { InstalledRelease, PatchLine, Release } from "./patch-line";

/** One patch on one node, before it is written in the wire's words. */
export interface EvaluatedPatch {
  release: Release;
  state: string;
  complianceLevel: string;
  /** Epoch seconds; null when nothing recorded it or the patch is not installed. */
  installedAt: number | null;
}

/** What the last operation on the node was and when it ended (epoch seconds). */
export interface Evaluation {
  baseline: Baseline;
  lines: readonly PatchLine[];
  /** The moment of the scan: a release from after it does not exist yet. */
  at: number;
  operation: "Scan" | "Install";
}

/**
 * The state of every patch of a node, in the order of its lines.
 * It follows what AWS documents of Patch Manager's states, and on Linux what AWS's on-node program does:
 * whatever an Install leaves missing is Failed.
 */
export function evaluate(evaluation: Evaluation): EvaluatedPatch[] {
  const windows = evaluation.baseline.OperatingSystem === "WINDOWS";
  const patches: EvaluatedPatch[] = [];
  for (const line of evaluation.lines) {
    if (!line.applicable) {
      for (const release of line.releases) patches.push(patchOf(release, "NotApplicable"));
    } else if (line.reportedState !== undefined) {
      const release = line.releases.at(-1);
      if (release && release.releasedAt <= evaluation.at)
        patches.push(patchOf(release, line.reportedState));
    } else if (line.kind === "package") {
      evaluatePackage(line, evaluation, patches);
    } else {
      evaluateUpdates(line, evaluation, patches);
    }
  }
  return windows ? patches : patches.filter((patch) => patch.state !== "NotApplicable");
}

function evaluatePackage(line: PatchLine, evaluation: Evaluation, patches: EvaluatedPatch[]): void {
  const installed = line.installed.at(-1);
  const missing = newestApproved(line, evaluation, installed?.release.releasedAt ?? -Infinity);
  if (missing) {
    patches.push(missingPatch(missing, line, evaluation));
  } else if (installed) {
    patches.push(installedPatch(installed, evaluation));
  }
}

function evaluateUpdates(line: PatchLine, evaluation: Evaluation, patches: EvaluatedPatch[]): void {
  const byRelease = new Map(line.installed.map((installed) => [installed.release, installed]));
  const newestInstalled = line.installed.at(-1)?.release.releasedAt ?? -Infinity;
  const missing = newestApproved(line, evaluation, newestInstalled);
  const newest = line.releases.findLast((release) => release.releasedAt <= evaluation.at);
  for (const release of line.releases) {
    if (release.releasedAt > evaluation.at) continue;
    const installed = byRelease.get(release);
    const approval = approvalOf(evaluation.baseline, release);
    if (installed) patches.push(installedPatch(installed, evaluation));
    else if (release === missing) patches.push(missingPatch(release, line, evaluation));
    else if (approval.rejected) continue;
    else if (release.releasedAt <= Math.max(newestInstalled, missing?.releasedAt ?? -Infinity))
      patches.push(patchOf(release, "NotApplicable"));
    else if (release === newest && release.classification === "SecurityUpdates")
      patches.push(patchOf(release, "AvailableSecurityUpdate"));
  }
}

function newestApproved(
  line: PatchLine,
  evaluation: Evaluation,
  after: number,
): Release | undefined {
  return line.releases.findLast((release) => {
    if (release.releasedAt > evaluation.at || release.releasedAt <= after) return false;
    const { approvedAt } = approvalOf(evaluation.baseline, release);
    return approvedAt !== null && approvedAt <= evaluation.at;
  });
}

function missingPatch(release: Release, line: PatchLine, evaluation: Evaluation): EvaluatedPatch {
  const windows = evaluation.baseline.OperatingSystem === "WINDOWS";
  const failed = line.failed === true || (!windows && evaluation.operation === "Install");
  return patchOf(
    release,
    failed ? "Failed" : "Missing",
    approvalOf(evaluation.baseline, release).complianceLevel,
  );
}

function installedPatch(installed: InstalledRelease, evaluation: Evaluation): EvaluatedPatch {
  const { baseline, at } = evaluation;
  const approval = approvalOf(baseline, installed.release);
  const approved = approval.approvedAt !== null && approval.approvedAt <= at;
  const state = installedState({ approved, rejected: approval.rejected, baseline, installed });
  return {
    release: installed.release,
    state,
    complianceLevel: approved ? approval.complianceLevel : "UNSPECIFIED",
    installedAt: installed.at,
  };
}

function installedState(facts: {
  approved: boolean;
  rejected: boolean;
  baseline: Baseline;
  installed: InstalledRelease;
}): string {
  if (facts.rejected)
    return facts.baseline.RejectedPatchesAction === "BLOCK"
      ? "InstalledRejected"
      : "InstalledOther";
  if (facts.installed.beforeReboot === true) return "InstalledPendingReboot";
  return facts.approved ? "Installed" : "InstalledOther";
}

function patchOf(release: Release, state: string, complianceLevel = "UNSPECIFIED"): EvaluatedPatch {
  return { release, state, complianceLevel, installedAt: null };
}
