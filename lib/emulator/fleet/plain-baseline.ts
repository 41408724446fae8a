import type { Baseline, PatchFilter, PatchRule } from "@/lib/emulator/baseline";

const day = 86_400;

/** A baseline without rules or lists. Its times are in epoch seconds. */
export function plain(
  name: string,
  operatingSystem: string,
  modifiedAt: number,
): Omit<Baseline, "BaselineId"> {
  return {
    Name: name,
    OperatingSystem: operatingSystem,
    GlobalFilters: { PatchFilters: [] },
    ApprovalRules: { PatchRules: [] },
    ApprovedPatches: [],
    ApprovedPatchesComplianceLevel: "UNSPECIFIED",
    ApprovedPatchesEnableNonSecurity: false,
    RejectedPatches: [],
    RejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
    PatchGroups: [],
    CreatedDate: modifiedAt - 280 * day + 0.123,
    ModifiedDate: modifiedAt + 0.871,
    Description: "",
    Sources: [],
  };
}

/** An approval rule from its filters. */
export function rule(
  complianceLevel: string,
  approveAfterDays: number,
  filters: Record<string, string[]>,
): PatchRule {
  const patchFilters: PatchFilter[] = Object.entries(filters).map(([Key, Values]) => ({
    Key,
    Values,
  }));
  return {
    PatchFilterGroup: { PatchFilters: patchFilters },
    ComplianceLevel: complianceLevel,
    ApproveAfterDays: approveAfterDays,
    EnableNonSecurity: false,
  };
}
