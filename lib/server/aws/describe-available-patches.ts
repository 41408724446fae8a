import "server-only";
import { DescribeAvailablePatchesCommand, type Patch as Row } from "@aws-sdk/client-ssm";
import { callAws } from "@/lib/server/aws/call-aws";
import { collectPages } from "@/lib/server/aws/collect-pages";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { kbIdOrNull, presentRows, textOrNull, timeOrNull } from "@/lib/server/aws/wire-values";

const operation = "DescribeAvailablePatches";

/** What the model allows here. */
const pageRows = 100;

/** How many KBs are asked for at once: AWS documents no limit here, and this one of similar filters. */
export const mostKbIds = 20;

/**
 * When Microsoft released some KBs, ISO 8601 UTC, as AWS's catalogue of Windows patches says it: the earliest of the
 * products that a KB is for. A KB that AWS does not know, or does not date, is not in the map. Up to `mostKbIds`
 * (ssm:DescribeAvailablePatches). Throws AwsReadError.
 */
export async function describeAvailablePatches(
  clients: SourceClients,
  kbIds: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const input = { Filters: [{ Key: "PATCH_ID", Values: [...kbIds] }] };
  const rows = await collectPages<Release>({
    subject: { operation, source: clients.source },
    pageSize: { maxResults: pageRows },
    readPage: async (page) => {
      const answer = await callAws(
        clients,
        operation,
        (options) =>
          clients.ssm.send(new DescribeAvailablePatchesCommand({ ...input, ...page }), options),
        signal,
      );
      return {
        rows: presentRows(answer.Patches).flatMap((row) => toRelease(row) ?? []),
        nextToken: answer.NextToken,
      };
    },
    identityOf: ({ id, kbId, product }) => JSON.stringify([id, kbId, product]),
  });
  const releases = new Map<string, string>();
  for (const { kbId, releasedAt } of rows) {
    const known = releases.get(kbId);
    if (known === undefined || releasedAt < known) releases.set(kbId, releasedAt);
  }
  return releases;
}

interface Release {
  readonly id: string | null;
  readonly kbId: string;
  readonly product: string | null;
  readonly releasedAt: string;
}

function toRelease({ Id, KbNumber, Product, ReleaseDate }: Row): Release | null {
  const kbId = kbIdOrNull(KbNumber);
  const releasedAt = timeOrNull(ReleaseDate);
  if (kbId === null || releasedAt === null) return null;
  return { id: textOrNull(Id), kbId, product: textOrNull(Product), releasedAt };
}
