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
  /** The source's own baselines and AWS's. Rejects with AwsReadError where they cannot be listed. */
  readonly listed: Promise<readonly PatchBaselineIdentity[]>;
  /** What the baseline that a node used says of security updates it has not approved. */
  readonly ruleFor: (patchState: NodePatchState) => Promise<AvailableSecurityUpdates>;
  /** The baseline by its short id; "noSuchBaseline" is SSM's own word. Throws AwsReadError. */
  readonly get: (baselineId: string) => Promise<PatchBaselineAnswer | "noSuchBaseline">;
  /** Asks for listed baselines that will be wanted at the end of the sweep; nobody waits for them. */
  readonly getAhead: (baselineIds: Iterable<string>) => void;
}

/** What a baseline says of security updates it has not approved; "unread" for a word that may mean either. */
export function availableSecurityUpdatesOf(
  answer: Pick<PatchBaselineAnswer, "baseline"> | "noSuchBaseline",
): AvailableSecurityUpdates {
  if (answer === "noSuchBaseline") return "unread";
  const status = answer.baseline.availableSecurityUpdatesComplianceStatus;
  // A word AWS has added since may mean either.
  return status === "COMPLIANT" || status === "NON_COMPLIANT" || status === null
    ? status
    : "unread";
}

/** Begins to list the source's baselines; the baselines themselves are read as they are asked for. */
export function sweptBaselines(clients: SourceClients, signal: AbortSignal): SweptBaselines {
  const listed = describePatchBaselines(clients, signal);
  const askFor = listed.then(
    (identities) => new Map(identities.map((identity) => [identity.baselineId, identity.askFor])),
    (error: unknown) => {
      // An own baseline answers to its short id: that the list is missing costs names and nothing else.
      if (error instanceof AwsReadError) return new Map<string, string>();
      throw error;
    },
  );
  // Whoever asks is told.
  askFor.catch(() => undefined);
  const asked = new Map<string, Promise<PatchBaselineAnswer | "noSuchBaseline">>();
  const ask = async (baselineId: string) =>
    getPatchBaseline(clients, (await askFor).get(baselineId) ?? baselineId, signal);
  const get = (baselineId: string) => {
    const asking = asked.get(baselineId) ?? ask(baselineId);
    asked.set(baselineId, asking);
    return asking;
  };
  return {
    listed,
    get,
    getAhead: (baselineIds) => {
      for (const baselineId of new Set(baselineIds)) {
        askFor
          .then((known) => (known.has(baselineId) ? get(baselineId) : null))
          // Told where it is wanted.
          .catch(() => undefined);
      }
    },
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
