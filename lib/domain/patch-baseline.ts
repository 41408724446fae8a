/** Who made a baseline: the source's own account, or AWS. */
export const baselineOwners = ["self", "aws"] as const;

export type BaselineOwner = (typeof baselineOwners)[number];

/** Compliance levels that a baseline can give its patches, worst first; unlike a severity they are no vendor's word. */
const complianceLevels = [
  "CRITICAL",
  "HIGH",
  "MEDIUM",
  "LOW",
  "INFORMATIONAL",
  "UNSPECIFIED",
] as const;

/** Worst first; levels we do not know come last. */
export function complianceLevelRank(level: string | null): number {
  const rank = complianceLevels.findIndex((known) => known === level);
  return rank === -1 ? complianceLevels.length : rank;
}

/** What a person calls a compliance level; one we do not know stays as it came. */
export function complianceLevelLabel(level: string): string {
  const known = complianceLevels.some((each) => each === level);
  return known ? level.charAt(0) + level.slice(1).toLowerCase() : level;
}

/** A baseline as DescribePatchBaselines lists it. */
export interface PatchBaselineIdentity {
  /** Short `pb-…` id. */
  readonly baselineId: string;
  /** What GetPatchBaseline must be asked for: the ARN where AWS owns the baseline, else the short id. */
  readonly askFor: string;
  readonly owner: BaselineOwner;
  readonly name: string | null;
  readonly description: string | null;
  readonly operatingSystem: string | null;
  readonly defaultBaseline: boolean;
}

/** One condition on patches: `key` is AWS's word (`PRODUCT`), `*` among the values stands for any. */
export interface PatchFilter {
  readonly key: string;
  readonly values: readonly string[];
}

/** Conditions that must all hold; each holds when one of its values does. */
export interface PatchFilterGroup {
  readonly patchFilters: readonly PatchFilter[];
}

/** An approval rule. AWS takes one of the delay and the date; for Debian and Ubuntu it documents neither. */
export interface ApprovalRule {
  readonly patchFilterGroup: PatchFilterGroup;
  readonly complianceLevel: string | null;
  /** Days after release; 0 is at once. */
  readonly approveAfterDays: number | null;
  /** `YYYY-MM-DD`: patches released up to and including that day (UTC). */
  readonly approveUntilDate: string | null;
  readonly enableNonSecurity: boolean | null;
}

/** An alternative repository of Linux nodes. */
export interface PatchSource {
  readonly name: string | null;
  readonly products: readonly string[];
  /** The repository file with everything blanked that could be a credential. */
  readonly configuration: string | null;
}

/** A baseline as GetPatchBaseline gives it. Words we do not know stay as they came; times are ISO 8601 UTC. */
export interface PatchBaseline {
  /** Short `pb-…` id. */
  readonly baselineId: string;
  /** As AWS gave it: for its own baselines only. */
  readonly arn: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly operatingSystem: string | null;
  readonly globalFilters: PatchFilterGroup;
  readonly approvalRules: { readonly patchRules: readonly ApprovalRule[] };
  readonly approvedPatches: readonly string[];
  readonly approvedPatchesComplianceLevel: string | null;
  readonly approvedPatchesEnableNonSecurity: boolean | null;
  readonly rejectedPatches: readonly string[];
  readonly rejectedPatchesAction: string | null;
  readonly patchGroups: readonly string[];
  readonly sources: readonly PatchSource[];
  /** `COMPLIANT` or `NON_COMPLIANT`: what updates that are available and not approved count as. */
  readonly availableSecurityUpdatesComplianceStatus: string | null;
  readonly createdDate: string | null;
  readonly modifiedDate: string | null;
}
