import "server-only";
import { GetPatchBaselineCommand } from "@aws-sdk/client-ssm";
import { parseBaselineId } from "@/lib/domain/baseline-id";
import type { PatchBaselineVerdictRule } from "@/lib/domain/patch-baseline";
import type { AvailableSecurityUpdatesComplianceStatus } from "@/lib/domain/verdict";
import { callAws } from "@/lib/server/aws/call-aws";
import { unlessNoSuchThing } from "@/lib/server/aws/no-such-thing-error";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { textOrNull } from "@/lib/server/aws/wire-values";

/** What a node's verdict and its page need of the baseline it used. */
export interface PatchBaselineAnswer extends PatchBaselineVerdictRule {
  readonly name: string | null;
}

/**
 * A baseline, asked for by the `askFor` of DescribePatchBaselines: AWS-managed ones answer to their ARN only, and say
 * "noSuchBaseline" to the short id that nodes report (ssm:GetPatchBaseline). Throws AwsReadError.
 */
export function getPatchBaseline(
  clients: SourceClients,
  askFor: string,
  signal?: AbortSignal,
): Promise<PatchBaselineAnswer | "noSuchBaseline"> {
  return unlessNoSuchThing(readBaseline(clients, askFor, signal), "noSuchBaseline");
}

async function readBaseline(
  clients: SourceClients,
  askFor: string,
  signal?: AbortSignal,
): Promise<PatchBaselineAnswer> {
  const answer = await callAws(
    clients,
    "GetPatchBaseline",
    (options) => clients.ssm.send(new GetPatchBaselineCommand({ BaselineId: askFor }), options),
    signal,
  );
  return {
    // Whether AWS answers with the ARN or the short id for its own baselines is not documented.
    baselineId: parseBaselineId(answer.BaselineId ?? "") ?? parseBaselineId(askFor) ?? askFor,
    name: textOrNull(answer.Name),
    availableSecurityUpdatesComplianceStatus: statusOrNull(
      answer.AvailableSecurityUpdatesComplianceStatus,
    ),
  };
}

function statusOrNull(wire: string | undefined): AvailableSecurityUpdatesComplianceStatus | null {
  return wire === "COMPLIANT" || wire === "NON_COMPLIANT" ? wire : null;
}
