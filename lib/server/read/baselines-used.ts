import "server-only";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import { log } from "@/lib/server/log";
import { askBaseline } from "@/lib/server/read/kept-baselines";
import { apiPatience } from "@/lib/server/read/waiting";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import {
  availableSecurityUpdatesOf,
  type AvailableSecurityUpdates,
} from "@/lib/server/sweep/sweep-baselines";

/**
 * What the baseline that a node used says of security updates it has not approved. Asked only where it can decide a
 * verdict; "unread" when the baseline cannot be read, so that nobody is called compliant on a guess.
 */
export async function availableSecurityUpdatesRule(
  opened: OpenedSource,
  patchState: NodePatchState,
): Promise<AvailableSecurityUpdates> {
  if ((patchState.counts.availableSecurityUpdate ?? 0) === 0) return null;
  const { baselineId } = patchState;
  if (baselineId === null) return "unread";
  const { database } = await store();
  const { value, failure } = await askBaseline(database, opened, baselineId, apiPatience);
  if (failure !== null) {
    log().warn({ event: "baselineUnread", source: opened.source, baselineId, error: failure });
  }
  return value === null ? "unread" : availableSecurityUpdatesOf(value);
}
