import "server-only";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import { sourceKey } from "@/lib/domain/source";
import type { Evidence } from "@/lib/domain/verdict";
import { describePatchBaselines } from "@/lib/server/aws/describe-patch-baselines";
import { getPatchBaseline } from "@/lib/server/aws/get-patch-baseline";
import { log } from "@/lib/server/log";
import { oncePerProcess } from "@/lib/server/process-wide";
import { KeptReading } from "@/lib/server/read/kept-reading";
import type { OpenedSource } from "@/lib/server/read/sources";
import { apiPatience } from "@/lib/server/read/waiting";

type CompliantStatus = Extract<Evidence, { availableSecurityUpdates: unknown }>["availableSecurityUpdates"];

const kept = { keepMs: 3_600_000, retryMs: 30_000 };

const identities = oncePerProcess(
  "baseline-identities",
  () => new Map<string, KeptReading<ReadonlyMap<string, PatchBaselineIdentity>>>(),
);

const rules = oncePerProcess("baseline-rules", () => new Map<string, KeptReading<CompliantStatus>>());

/** The source's baselines by short id; empty when they cannot be listed, which costs names and nothing else. */
export async function baselinesOf(
  opened: OpenedSource,
): Promise<ReadonlyMap<string, PatchBaselineIdentity>> {
  const key = sourceKey(opened.source);
  const reading =
    identities().get(key) ??
    new KeptReading(async () => {
      const listed = await describePatchBaselines(opened.clients);
      return new Map(listed.map((identity) => [identity.baselineId, identity]));
    }, kept);
  identities().set(key, reading);
  const { value, failure } = await reading.ask(apiPatience);
  if (failure !== null) log().warn({ event: "baselinesUnread", source: opened.source, error: failure });
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
  const key = `${sourceKey(opened.source)}/${baselineId}`;
  const reading =
    rules().get(key) ??
    new KeptReading(async () => {
      const identity = (await baselinesOf(opened)).get(baselineId);
      const baseline = await getPatchBaseline(opened.clients, identity?.askFor ?? baselineId);
      return baseline === "noSuchBaseline"
        ? "unread"
        : baseline.availableSecurityUpdatesComplianceStatus;
    }, kept);
  rules().set(key, reading);
  const { readAt, value, failure } = await reading.ask(apiPatience);
  if (failure !== null) log().warn({ event: "baselineUnread", source: opened.source, baselineId, error: failure });
  return readAt === null ? "unread" : value;
}
