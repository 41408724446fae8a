import type { NodesByState } from "@/lib/api/patch.schema";
import type { FindingState } from "@/lib/domain/patch-state";

/** The contract's counts by the names of the states. */
export function byState(nodes: NodesByState): Record<FindingState, number> {
  return {
    Failed: nodes.failed,
    Missing: nodes.missing,
    InstalledPendingReboot: nodes.installedPendingReboot,
    InstalledRejected: nodes.installedRejected,
    AvailableSecurityUpdate: nodes.availableSecurityUpdate,
  };
}
