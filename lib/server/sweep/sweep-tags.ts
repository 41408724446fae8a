import "server-only";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { getResources } from "@/lib/server/aws/get-resources";
import { log } from "@/lib/server/log";
import { loadNodesWithOldTags, saveNodeTags } from "@/lib/server/store/node-tags";
import { touchSources } from "@/lib/server/store/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SourceSweep } from "@/lib/server/sweep/sweep-source";

const keptMs = 86_400_000;
/** A call's worth (tag:GetResources takes 100 ARNs). */
const batch = 100;

/** Reads names and patch groups by tag, once a day. A role that may not ask costs the names only. */
export async function sweepTags(
  { clients, sourceNo }: OpenedSource,
  { clock, database, write, signal }: Pick<SourceSweep, "clock" | "database" | "write" | "signal">,
): Promise<void> {
  const before = new Date(clock().getTime() - keptMs).toISOString();
  let afterNodeNo = 0;
  for (;;) {
    const part = { afterNodeNo, limit: batch };
    const nodes = await loadNodesWithOldTags(database, sourceNo, before, part);
    const last = nodes.at(-1);
    if (last === undefined) return;
    // Each is asked about once in a sweep, whatever becomes of its answer.
    afterNodeNo = last.nodeNo;
    try {
      const ids = nodes.map(({ instanceId }) => instanceId);
      const tags = await getResources(clients, ids, signal);
      const tagsReadAt = clock().toISOString();
      await write(async (transaction) => {
        const nodeNos = nodes.map(({ nodeNo }) => nodeNo);
        await saveNodeTags(transaction, nodeNos, tags, tagsReadAt);
        await touchSources(transaction, [sourceNo]);
      });
    } catch (error) {
      if (!(error instanceof AwsReadError)) throw error;
      log().warn({ event: "tagsUnread", source: clients.source, code: error.code, error });
      return;
    }
  }
}
