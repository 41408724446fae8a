import "server-only";
import {
  DescribePatchBaselinesCommand,
  type PatchBaselineIdentity as Row,
} from "@aws-sdk/client-ssm";
import { baselineOwnerOf, parseBaselineId } from "@/lib/domain/baseline-id";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import { callAws } from "@/lib/server/aws/call-aws";
import { collectPages } from "@/lib/server/aws/collect-pages";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { presentRows, textOrNull } from "@/lib/server/aws/wire-values";

const operation = "DescribePatchBaselines";

/**
 * The source's own baselines and those that AWS manages, some 20 per Region (ssm:DescribePatchBaselines). It is the
 * only place that tells the ARN of an AWS-managed one, which GetPatchBaseline insists on. Throws AwsReadError.
 */
export function describePatchBaselines(
  clients: SourceClients,
  signal?: AbortSignal,
): Promise<readonly PatchBaselineIdentity[]> {
  return collectPages({
    subject: { operation, source: clients.source },
    pageSize: clients.pageSizeFor(operation),
    readPage: async (page) => {
      const answer = await callAws(
        clients,
        operation,
        (options) => clients.ssm.send(new DescribePatchBaselinesCommand(page), options),
        signal,
      );
      const rows = presentRows(answer.BaselineIdentities).flatMap((row) => {
        const baseline = toIdentity(clients, row);
        if (baseline === null) clients.observer.rowSkipped?.(operation);
        return baseline ?? [];
      });
      return { rows, nextToken: answer.NextToken };
    },
    identityOf: (baseline) => baseline.askFor,
  });
}

function toIdentity({ source }: SourceClients, row: Row): PatchBaselineIdentity | null {
  const askFor = row.BaselineId ?? "";
  const baselineId = parseBaselineId(askFor);
  if (baselineId === null) return null;
  return {
    baselineId,
    askFor,
    owner: baselineOwnerOf(source, askFor),
    name: textOrNull(row.BaselineName),
    description: textOrNull(row.BaselineDescription),
    operatingSystem: textOrNull(row.OperatingSystem),
    defaultBaseline: row.DefaultBaseline === true,
  };
}
