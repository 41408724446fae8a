import "server-only";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { log } from "@/lib/server/log";
import {
  listBaselinesUsed,
  saveBaselines,
  saveBaselineVersion,
} from "@/lib/server/store/baselines";
import { loadSource, touchSources } from "@/lib/server/store/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SweptBaselines } from "@/lib/server/sweep/sweep-baselines";
import type { SourceSweep } from "@/lib/server/sweep/sweep-source";

const keptMs = 3_600_000;

/**
 * Keeps the source's baselines, once an hour: the listing, and a version of each own one and each that a node used. A
 * baseline that cannot be read costs its version and nothing else.
 */
export async function saveSweptBaselines(
  { clients, sourceNo }: OpenedSource,
  { clock, database, write }: SourceSweep,
  { listed, get }: SweptBaselines,
): Promise<void> {
  if (listed === null) return;
  const stored = await loadSource(database, sourceNo);
  const readAt = stored?.baselinesReadAt ?? null;
  if (readAt !== null && clock().getTime() - Date.parse(readAt) < keptMs) return;
  const used = new Set(await listBaselinesUsed(database, sourceNo));
  const wanted = listed.filter(({ owner, baselineId }) => owner === "self" || used.has(baselineId));
  const answers = await Promise.all(
    wanted.map(async ({ baselineId }) => {
      try {
        return await get(baselineId);
      } catch (error) {
        if (!(error instanceof AwsReadError)) throw error;
        log().warn({ event: "baselineUnread", source: clients.source, baselineId, error });
        return "unread";
      }
    }),
  );
  const now = clock().toISOString();
  await write(async (transaction) => {
    await saveBaselines(transaction, sourceNo, listed, now);
    for (const answer of answers) {
      if (answer === "unread" || answer === "noSuchBaseline") continue;
      await saveBaselineVersion(transaction, sourceNo, answer, now);
    }
    // Lists name the baselines.
    await touchSources(transaction, [sourceNo]);
  });
}
