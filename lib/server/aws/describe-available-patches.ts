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
 * products that a KB is for. Not in the map is a KB that AWS does not know or does not date, and one that is released
 * again and again under its number, as the malware removal tool is each month: it has no one date. Up to `mostKbIds`
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
    identityOf: ({ id, kbId, product, releasedAt }) =>
      JSON.stringify([id, kbId, product, releasedAt]),
  });
  return firstReleases(rows);
}

function firstReleases(rows: readonly Release[]): ReadonlyMap<string, string> {
  const releases = new Map<string, string>();
  const ofProduct = new Map<string, string>();
  const again = new Set<string>();
  for (const { kbId, product, releasedAt } of rows) {
    const key = JSON.stringify([kbId, product]);
    const day = releasedAt.slice(0, 10);
    if ((ofProduct.get(key) ?? day) !== day) again.add(kbId);
    ofProduct.set(key, day);
    const known = releases.get(kbId);
    if (known === undefined || releasedAt < known) releases.set(kbId, releasedAt);
  }
  for (const kbId of again) releases.delete(kbId);
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
