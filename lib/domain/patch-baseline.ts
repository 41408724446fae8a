import type { AvailableSecurityUpdatesComplianceStatus } from "@/lib/domain/verdict";

/** A baseline as DescribePatchBaselines lists it. */
export interface PatchBaselineIdentity {
  /** Short `pb-…` id. */
  readonly baselineId: string;
  /** What GetPatchBaseline must be asked for: the ARN where AWS owns the baseline, else the short id. */
  readonly askFor: string;
  readonly name: string | null;
  readonly operatingSystem: string | null;
  readonly defaultBaseline: boolean;
}

/** The part of GetPatchBaseline that a node's verdict needs. */
export interface PatchBaselineVerdictRule {
  readonly baselineId: string;
  readonly availableSecurityUpdatesComplianceStatus: AvailableSecurityUpdatesComplianceStatus | null;
}
