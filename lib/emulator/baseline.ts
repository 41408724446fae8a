/** GetPatchBaseline's answer, member for member (times in epoch seconds). */
export interface Baseline {
  BaselineId: string;
  Name: string;
  OperatingSystem: string;
  GlobalFilters: { PatchFilters: PatchFilter[] };
  ApprovalRules: { PatchRules: PatchRule[] };
  ApprovedPatches: string[];
  ApprovedPatchesComplianceLevel: string;
  ApprovedPatchesEnableNonSecurity: boolean;
  RejectedPatches: string[];
  RejectedPatchesAction: "ALLOW_AS_DEPENDENCY" | "BLOCK";
  PatchGroups: string[];
  CreatedDate: number;
  ModifiedDate: number;
  Description: string;
  Sources: PatchSource[];
  AvailableSecurityUpdatesComplianceStatus?: "COMPLIANT" | "NON_COMPLIANT";
}

export interface PatchFilter {
  Key: string;
  Values: string[];
}

export interface PatchRule {
  PatchFilterGroup: { PatchFilters: PatchFilter[] };
  ComplianceLevel: string;
  ApproveAfterDays?: number;
  ApproveUntilDate?: string;
  EnableNonSecurity: boolean;
}

export interface PatchSource {
  Name: string;
  Products: string[];
  Configuration: string;
}
