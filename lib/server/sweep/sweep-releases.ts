import "server-only";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeAvailablePatches, mostKbIds } from "@/lib/server/aws/describe-available-patches";
import { log } from "@/lib/server/log";
import {
  countFromReleases,
  listUndatedKbIds,
  saveReleases,
} from "@/lib/server/store/patch-releases";
import { touchSources } from "@/lib/server/store/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SourceSweep } from "@/lib/server/sweep/sweep-source";

/** A KB that AWS did not date is asked about again after a week. */
const keptMs = 7 * 86_400_000;

/**
 * Asks when the KBs among the findings were released, each once for all sources: deadlines count from that day. A role
 * that may not ask costs the dates only.
 */
export async function sweepReleases(
  { clients, sourceNo }: OpenedSource,
  { clock, database, write, signal }: SourceSweep,
): Promise<void> {
  const askedBefore = new Date(clock().getTime() - keptMs).toISOString();
  try {
    for (;;) {
      const kbIds = await listUndatedKbIds(database, sourceNo, askedBefore, mostKbIds);
      if (kbIds.length === 0) break;
      const releases = await describeAvailablePatches(clients, kbIds, signal);
      const askedAt = clock().toISOString();
      await write((transaction) =>
        saveReleases(
          transaction,
          new Map(kbIds.map((kbId) => [kbId, releases.get(kbId) ?? null])),
          askedAt,
        ),
      );
    }
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({ event: "releasesUnread", source: clients.source, code: error.code, error });
  }
  await write(async (transaction) => {
    if ((await countFromReleases(transaction, sourceNo)) > 0)
      await touchSources(transaction, [sourceNo]);
  });
}
