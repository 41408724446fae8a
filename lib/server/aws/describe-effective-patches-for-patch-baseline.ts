import "server-only";
import {
  DescribeEffectivePatchesForPatchBaselineCommand,
  type EffectivePatch as Row,
} from "@aws-sdk/client-ssm";
import type { EffectivePatch } from "@/lib/domain/effective-patch";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { callAws } from "@/lib/server/aws/call-aws";
import { collectPages } from "@/lib/server/aws/collect-pages";
import { unlessNoSuchThing } from "@/lib/server/aws/no-such-thing-error";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { kbIdOrNull, presentRows, textOrNull, timeOrNull } from "@/lib/server/aws/wire-values";

const operation = "DescribeEffectivePatchesForPatchBaseline";

/** What the model allows here; the ceiling of 50 is known of the operations on nodes' patches only. */
const pageRows = 100;

/** Why a baseline has no list of effective patches. */
export type NoEffectivePatches = "noSuchBaseline" | "windowsOnly";

/**
 * What a Windows baseline makes of every patch that AWS knows for its products, thousands of them, asked for by the
 * `askFor` of DescribePatchBaselines (ssm:DescribeEffectivePatchesForPatchBaseline). AWS refuses every other operating
 * system: "windowsOnly". `onPage` is told the number of rows so far. Throws AwsReadError, never a part of the list.
 */
export async function describeEffectivePatchesForPatchBaseline(
  clients: SourceClients,
  askFor: string,
  onPage?: (rowsSoFar: number) => void,
): Promise<readonly EffectivePatch[] | NoEffectivePatches> {
  try {
    return await unlessNoSuchThing(readAll(clients, askFor, onPage), "noSuchBaseline");
  } catch (error) {
    const refused = error instanceof AwsReadError ? error.awsErrorName : null;
    if (refused === "UnsupportedOperatingSystem") return "windowsOnly";
    throw error;
  }
}

function readAll(
  clients: SourceClients,
  askFor: string,
  onPage?: (rowsSoFar: number) => void,
): Promise<readonly EffectivePatch[]> {
  return collectPages<EffectivePatch>(
    {
      subject: { operation, source: clients.source },
      pageSize: { maxResults: pageRows },
      readPage: async (page) => {
        const input = { BaselineId: askFor, ...page };
        const answer = await callAws(clients, operation, (options) =>
          clients.ssm.send(new DescribeEffectivePatchesForPatchBaselineCommand(input), options),
        );
        const rows = presentRows(answer.EffectivePatches).flatMap((row) => {
          const patch = toEffectivePatch(row);
          if (patch === null) clients.observer.rowSkipped?.(operation);
          return patch ?? [];
        });
        return { rows, nextToken: answer.NextToken };
      },
      // One update can stand in the list once for each product it is for.
      identityOf: ({ id, product, title }) => JSON.stringify([id, product, title]),
    },
    (rowsSoFar) => onPage?.(rowsSoFar.length),
  );
}

function toEffectivePatch({ Patch: patch, PatchStatus: status }: Row): EffectivePatch | null {
  const kbId = kbIdOrNull(patch?.KbNumber);
  const id = textOrNull(patch?.Id) ?? kbId;
  if (id === null) return null;
  return {
    id,
    kbId,
    title: textOrNull(patch?.Title),
    product: textOrNull(patch?.Product),
    productFamily: textOrNull(patch?.ProductFamily),
    classification: textOrNull(patch?.Classification),
    severity: textOrNull(patch?.MsrcSeverity),
    deploymentStatus: textOrNull(status?.DeploymentStatus),
    complianceLevel: textOrNull(status?.ComplianceLevel),
    approvalDate: timeOrNull(status?.ApprovalDate),
    releaseDate: timeOrNull(patch?.ReleaseDate),
    contentUrl: microsoftUrl(patch?.ContentUrl),
  };
}

/** The address if it is Microsoft's: it becomes a link, and a link from AWS's data could lead anywhere. */
function microsoftUrl(value: unknown): string | null {
  const url = URL.parse(textOrNull(value) ?? "");
  if (url === null || url.protocol !== "https:" || url.username !== "" || url.port !== "")
    return null;
  return /(?:^|\.)microsoft\.com$/.test(url.hostname) ? url.href : null;
}
