import type { EvaluatedPatch } from "@/lib/emulator/evaluate";
import { chance, hashText, uuid } from "@/lib/emulator/fleet/random";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { agentVersions, reportsCveIds } from "@/lib/emulator/fleet/platform";
import type { SourceFleet } from "@/lib/emulator/fleet/source-fleet";
import type { JsonObject } from "@/lib/emulator/json-value";

const day = 86_400;
const yearOne = -62_135_596_800;
const salt = {
  oldAgent: hashText("oldAgent"),
  snapshot: hashText("snapshot"),
  unreported: hashText("unreported"),
  list: hashText("overrideList"),
  association: hashText("association"),
};

/** A row of DescribeInstancePatches as the wire has it. */
export function patchAnswer(patch: EvaluatedPatch, operatingSystem: string): JsonObject {
  const { release, state } = patch;
  const blank = state === "InstalledOther" || state === "NotApplicable";
  const cves =
    (state === "Missing" || state === "Failed") &&
    reportsCveIds(operatingSystem) &&
    release.cveIds.length > 0;
  return {
    Title: blank ? "" : release.title,
    KBId: release.kbId,
    Classification: blank ? "" : release.classification,
    Severity: blank ? "" : release.severity,
    State: state,
    InstalledTime: installedTime(patch, operatingSystem),
    CVEIds: cves ? release.cveIds.join(",") : undefined,
  };
}

/** 1970 for what is not installed, year 1 for Windows' InstalledOther, absent when nothing recorded it; Windows knows days only. */
function installedTime(patch: EvaluatedPatch, operatingSystem: string): number | undefined {
  if (patch.state === "InstalledOther" && operatingSystem === "WINDOWS") return yearOne;
  if (!patch.state.startsWith("Installed")) return 0;
  if (patch.installedAt === null) return undefined;
  return operatingSystem === "WINDOWS"
    ? Math.floor(patch.installedAt / day) * day
    : patch.installedAt;
}

/** A node's entry of DescribeInstancePatchStates. The node must have a patch scan. */
export function patchStateAnswer(source: SourceFleet, node: ManagedNode): JsonObject {
  const windows = node.platform.operatingSystem === "WINDOWS";
  const counts = source.counts(node);
  const old = node.special === null && chance(node.key, salt.oldAgent) < 0.05;
  const { run } = node;
  return {
    InstanceId: node.instanceId,
    PatchGroup: node.patchGroup,
    BaselineId: source.baselineOf(node).BaselineId,
    SnapshotId: uuid(run.key, salt.snapshot),
    InstallOverrideList: overrideList(node),
    OwnerInformation: "",
    InstalledCount: counts.InstalledCount,
    InstalledOtherCount: counts.InstalledOtherCount,
    InstalledPendingRebootCount: counts.InstalledPendingRebootCount,
    InstalledRejectedCount: counts.InstalledRejectedCount,
    MissingCount: counts.MissingCount,
    FailedCount: counts.FailedCount,
    UnreportedNotApplicableCount: chance(node.key, salt.unreported) < 0.3 ? -1 : 0,
    NotApplicableCount: counts.NotApplicableCount,
    AvailableSecurityUpdateCount: windows ? counts.AvailableSecurityUpdateCount : undefined,
    OperationStartTime: run.startedAt,
    OperationEndTime: run.endedAt,
    Operation: run.operation,
    LastNoRebootInstallOperationTime: run.noReboot ? run.endedAt : undefined,
    RebootOption: run.noReboot ? "NoReboot" : "RebootIfNeeded",
    CriticalNonCompliantCount: old ? undefined : counts.CriticalNonCompliantCount,
    SecurityNonCompliantCount: old ? undefined : counts.SecurityNonCompliantCount,
    OtherNonCompliantCount: old ? undefined : counts.OtherNonCompliantCount,
  };
}

/** A few nodes install from a list behind a presigned URL, which is a secret. */
function overrideList(node: ManagedNode): string | undefined {
  if (node.special !== null || chance(node.key, salt.list) > 0.01) return undefined;
  return "https://patch-lists.s3.amazonaws.com/override.yaml?X-Amz-Credential=AKIAEXAMPLE&X-Amz-Signature=not-a-real-signature";
}

/** A node's entry of DescribeInstanceInformation. */
export function informationAnswer(node: ManagedNode): JsonObject {
  const associated = chance(node.key, salt.association) < 0.9;
  return {
    InstanceId: node.instanceId,
    PingStatus: node.pingStatus,
    LastPingDateTime: node.lastPingAt,
    AgentVersion: node.agentVersion,
    IsLatestVersion: node.agentVersion === agentVersions.at(-1),
    PlatformType: node.platform.platformType,
    PlatformName: node.platform.platformName,
    PlatformVersion: node.platform.platformVersion,
    ActivationId: node.hybrid ? uuid(node.key, salt.snapshot + 1) : undefined,
    IamRole: node.hybrid ? "service-role/AmazonEC2RunCommandRoleForManagedInstances" : undefined,
    RegistrationDate: node.registeredAt,
    ResourceType: node.hybrid ? "ManagedInstance" : "EC2Instance",
    Name: node.hybrid ? node.name : undefined,
    IPAddress: node.ipAddress,
    ComputerName: node.computerName,
    AssociationStatus: associated ? "Success" : undefined,
    LastAssociationExecutionDate: associated ? node.lastPingAt - 1_200 : undefined,
    LastSuccessfulAssociationExecutionDate: associated ? node.lastPingAt - 1_200 : undefined,
    AssociationOverview: associated
      ? { DetailedStatus: "Success", InstanceAssociationStatusAggregatedCount: { Success: 2 } }
      : undefined,
    SourceId: node.instanceId,
    SourceType: node.hybrid ? "AWS::SSM::ManagedInstance" : "AWS::EC2::Instance",
  };
}
