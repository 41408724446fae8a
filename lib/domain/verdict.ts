import type { PatchCounts } from "@/lib/domain/node-patch-state";

export const verdicts = ["nonCompliant", "unknown", "compliant"] as const;

export type Verdict = (typeof verdicts)[number];

/** Why nothing is known of a node. */
export const unknownReasons = ["neverScanned", "associationOnly", "couldNotBeRead"] as const;

export type UnknownReason = (typeof unknownReasons)[number];

/** What the baseline in use says of security updates it has not approved. */
export type AvailableSecurityUpdatesComplianceStatus = "COMPLIANT" | "NON_COMPLIANT";

/** What is known of a node when its verdict is asked for. */
export type Evidence =
  | {
      readonly counts: PatchCounts;
      /** null: the baseline does not say, and AWS then counts them as compliant; "unread": it could not be asked. */
      readonly availableSecurityUpdates: AvailableSecurityUpdatesComplianceStatus | "unread" | null;
    }
  | { readonly counts: null; readonly reason: UnknownReason };

export interface NodeVerdict {
  readonly verdict: Verdict;
  /** null unless the verdict is unknown. */
  readonly reason: UnknownReason | null;
}

/**
 * A node's verdict. Failed counts like Missing: after an Install run Linux reports every patch that is still missing
 * as Failed. A deciding counter that AWS left out (absent or -1) makes the node unknown unless another one already
 * condemns it: not reported is not zero. (The counters of pending reboot and rejected are newer than the oldest
 * records, which lack them because the states did not exist.)
 * Source: AWS user guide, "Patch compliance state values".
 */
export function verdictOf(evidence: Evidence): NodeVerdict {
  if (evidence.counts === null) return { verdict: "unknown", reason: evidence.reason };
  const { counts } = evidence;
  const deciding = [
    counts.failed,
    counts.missing,
    counts.installedRejected,
    counts.installedPendingReboot,
  ];
  if (deciding.some((count) => count !== null && count > 0)) {
    return { verdict: "nonCompliant", reason: null };
  }
  const waiting = counts.availableSecurityUpdate ?? 0;
  if (waiting > 0 && evidence.availableSecurityUpdates === "NON_COMPLIANT") {
    return { verdict: "nonCompliant", reason: null };
  }
  const undecided = waiting > 0 && evidence.availableSecurityUpdates === "unread";
  if (undecided || counts.failed === null || counts.missing === null) {
    return { verdict: "unknown", reason: "couldNotBeRead" };
  }
  return { verdict: "compliant", reason: null };
}
