/** The words of a patch's standing under a baseline, as DescribeEffectivePatchesForPatchBaseline spells them. */
export const deploymentStatuses = [
  "APPROVED",
  "PENDING_APPROVAL",
  "EXPLICIT_APPROVED",
  "EXPLICIT_REJECTED",
] as const;

export type DeploymentStatus = (typeof deploymentStatuses)[number];

/** The known status that `text` spells (any case, `_`, `-` or blanks between), or null. */
export function knownDeploymentStatus(text: string): DeploymentStatus | null {
  const folded = text.toUpperCase().replace(/[\s-]/g, "_");
  return deploymentStatuses.find((status) => status === folded) ?? null;
}

/** A patch as a Windows baseline sees it. `null` is where AWS said nothing; times are ISO 8601 UTC. */
export interface EffectivePatch {
  /** AWS's id of the patch, a GUID. */
  readonly id: string;
  /** `KB…`; absent of some driver and definition packages. */
  readonly kbId: string | null;
  readonly title: string | null;
  readonly product: string | null;
  readonly productFamily: string | null;
  readonly classification: string | null;
  /** Microsoft's own rating (MsrcSeverity). */
  readonly severity: string | null;
  readonly deploymentStatus: string | null;
  readonly complianceLevel: string | null;
  readonly approvalDate: string | null;
  readonly releaseDate: string | null;
  /** Microsoft's article; null where AWS gives none, or one that is not Microsoft's over https. */
  readonly contentUrl: string | null;
}
