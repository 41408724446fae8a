import type { PatchFilter, PatchRule } from "@/lib/emulator/baseline";
import type { Call, Operation } from "@/lib/emulator/call";
import { textOf, type JsonObject } from "@/lib/emulator/json-value";

import { findBaseline } from "./find-baseline";

/** GetPatchBaseline: AWS's own by ARN only, the account's by id or ARN. */
export const getPatchBaseline: Operation = { name: "GetPatchBaseline", run };

function run(call: Call): JsonObject {
  const { baseline, reference } = findBaseline(call, textOf(call.input, "BaselineId") ?? "");
  return {
    BaselineId: reference,
    Name: baseline.Name,
    OperatingSystem: baseline.OperatingSystem,
    GlobalFilters: { PatchFilters: baseline.GlobalFilters.PatchFilters.map(filterAnswer) },
    ApprovalRules: { PatchRules: baseline.ApprovalRules.PatchRules.map(ruleAnswer) },
    ApprovedPatches: baseline.ApprovedPatches,
    ApprovedPatchesComplianceLevel: baseline.ApprovedPatchesComplianceLevel,
    ApprovedPatchesEnableNonSecurity: baseline.ApprovedPatchesEnableNonSecurity,
    RejectedPatches: baseline.RejectedPatches,
    RejectedPatchesAction: baseline.RejectedPatchesAction,
    PatchGroups: baseline.PatchGroups,
    CreatedDate: baseline.CreatedDate,
    ModifiedDate: baseline.ModifiedDate,
    Description: baseline.Description === "" ? undefined : baseline.Description,
    Sources: baseline.Sources.map((source) => ({ ...source })),
    AvailableSecurityUpdatesComplianceStatus: baseline.AvailableSecurityUpdatesComplianceStatus,
  };
}

function ruleAnswer(rule: PatchRule): JsonObject {
  return {
    PatchFilterGroup: { PatchFilters: rule.PatchFilterGroup.PatchFilters.map(filterAnswer) },
    ComplianceLevel: rule.ComplianceLevel,
    ApproveAfterDays: rule.ApproveAfterDays,
    ApproveUntilDate: rule.ApproveUntilDate,
    EnableNonSecurity: rule.EnableNonSecurity,
  };
}

function filterAnswer(filter: PatchFilter): JsonObject {
  return { Key: filter.Key, Values: filter.Values };
}
