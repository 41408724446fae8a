import "server-only";
import type { NodesByState } from "@/lib/api/patch.schema";
import type { NodesByState as StoredCounts } from "@/lib/server/store/patch-findings";

/** Nodes by state, under the names of the contract. */
export function toNodesByState(counts: StoredCounts): NodesByState {
  return {
    missing: counts.Missing,
    failed: counts.Failed,
    installedPendingReboot: counts.InstalledPendingReboot,
    installedRejected: counts.InstalledRejected,
    availableSecurityUpdate: counts.AvailableSecurityUpdate,
  };
}
