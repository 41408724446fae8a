import "server-only";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import type { Evidence } from "@/lib/domain/verdict";
import { describePatchBaselines } from "@/lib/server/aws/describe-patch-baselines";
import { getPatchBaseline, type PatchBaselineAnswer } from "@/lib/server/aws/get-patch-baseline";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { log } from "@/lib/server/log";

export type AvailableSecurityUpdates = Extract<
  Evidence,
  { availableSecurityUpdates: unknown }
>["availableSecurityUpdates"];

/** The baselines of a source while it is swept: each is asked for at most once. */
export interface SweptBaselines {
  /** The source's own baselines and AWS's; null where they cannot be listed, which costs names and nothing else. */
  readonly listed: readonly PatchBaselineIdentity[] | null;
  /** What the baseline that a node used says of security updates it has not approved. */
  readonly ruleFor: (patchState: NodePatchState) => Promise<AvailableSecurityUpdates>;
  /** The baseline by its short id; "noSuchBaseline" is SSM's own word. Throws AwsReadError. */
  readonly get: (baselineId: string) => Promise<PatchBaselineAnswer | "noSuchBaseline">;
}

async function listOrNull(clients: SourceClients, signal: AbortSignal) {
  try {
    return await describePatchBaselines(clients, signal);
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({ event: "baselinesUnread", source: clients.source, code: error.code, error });
    return null;
  }
}

/** What a baseline says of security updates it has not approved; "unread" for a word that may mean either. */
export function availableSecurityUpdatesOf(
  answer: PatchBaselineAnswer | "noSuchBaseline",
): AvailableSecurityUpdates {
  if (answer === "noSuchBaseline") return "unread";
  const status = answer.baseline.availableSecurityUpdatesComplianceStatus;
  // A word AWS has added since may mean either.
  return status === "COMPLIANT" || status === "NON_COMPLIANT" || status === null
    ? status
    : "unread";
}

/** Lists the source's baselines; the baselines themselves are read as they are asked for. */
export async function readBaselinesOfSource(
  clients: SourceClients,
  signal: AbortSignal,
): Promise<SweptBaselines> {
  const listed = await listOrNull(clients, signal);
  const askFor = new Map(listed?.map((identity) => [identity.baselineId, identity.askFor]));
  const asked = new Map<string, Promise<PatchBaselineAnswer | "noSuchBaseline">>();
  const get = (baselineId: string) => {
    const known = asked.get(baselineId);
    if (known !== undefined) return known;
    const asking = getPatchBaseline(clients, askFor.get(baselineId) ?? baselineId, signal);
    asked.set(baselineId, asking);
    return asking;
  };
  return {
    listed,
    get,
    ruleFor: async ({ counts, baselineId }) => {
      // Asked only where it can decide a verdict; nobody is called compliant on a guess.
      if ((counts.availableSecurityUpdate ?? 0) === 0) return null;
      if (baselineId === null) return "unread";
      try {
        return availableSecurityUpdatesOf(await get(baselineId));
      } catch (error) {
        if (!(error instanceof AwsReadError)) throw error;
        log().warn({ event: "baselineUnread", source: clients.source, baselineId, error });
        return "unread";
      }
    },
  };
}
