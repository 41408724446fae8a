import "server-only";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import type { Evidence } from "@/lib/domain/verdict";
import { log } from "@/lib/server/log";
import { baselineListing, baselineReading } from "@/lib/server/read/kept-baselines";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { apiPatience } from "@/lib/server/read/waiting";

type CompliantStatus = Extract<
  Evidence,
  { availableSecurityUpdates: unknown }
>["availableSecurityUpdates"];

/** The source's baselines by short id; empty when they cannot be listed, which costs names and nothing else. */
export async function baselinesOf(
  opened: OpenedSource,
): Promise<ReadonlyMap<string, PatchBaselineIdentity>> {
  const { value, failure } = await baselineListing(opened).ask(apiPatience);
  if (failure !== null) {
    log().warn({ event: "baselinesUnread", source: opened.source, error: failure });
  }
  return value ?? new Map<string, PatchBaselineIdentity>();
}

/**
 * What the baseline that a node used says of security updates it has not approved. Asked only where it can decide a
 * verdict; "unread" when the baseline cannot be read, so that nobody is called compliant on a guess.
 */
export async function availableSecurityUpdatesRule(
  opened: OpenedSource,
  patchState: NodePatchState,
): Promise<CompliantStatus> {
  if ((patchState.counts.availableSecurityUpdate ?? 0) === 0) return null;
  const { baselineId } = patchState;
  if (baselineId === null) return "unread";
  const { value, failure } = await baselineReading(opened, baselineId).ask(apiPatience);
  if (failure !== null) {
    log().warn({ event: "baselineUnread", source: opened.source, baselineId, error: failure });
  }
  if (value === null || value === "noSuchBaseline") return "unread";
  const status = value.baseline.availableSecurityUpdatesComplianceStatus;
  // A word AWS has added since may mean either.
  return status === "COMPLIANT" || status === "NON_COMPLIANT" || status === null
    ? status
    : "unread";
}
