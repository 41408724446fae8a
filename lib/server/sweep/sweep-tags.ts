import "server-only";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { getResources } from "@/lib/server/aws/get-resources";
import { log } from "@/lib/server/log";
import { loadNodes, loadNodesWithOldTags, saveNodes } from "@/lib/server/store/nodes";
import { touchSources } from "@/lib/server/store/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SourceSweep } from "@/lib/server/sweep/sweep-source";

const keptMs = 86_400_000;
/** A call's worth (tag:GetResources takes 100 ARNs). */
const batch = 100;

/** Reads names and patch groups by tag, once a day. A role that may not ask costs the names only. */
export async function sweepTags(
  { clients, sourceNo }: OpenedSource,
  { clock, database, write, signal }: SourceSweep,
): Promise<void> {
  const before = new Date(clock().getTime() - keptMs).toISOString();
  for (;;) {
    const nodes = await loadNodesWithOldTags(database, sourceNo, before, batch);
    if (nodes.length === 0) return;
    try {
      const ids = nodes.map(({ instanceId }) => instanceId);
      const tags = await getResources(clients, ids, signal);
      const tagsReadAt = clock().toISOString();
      await write(async (transaction) => {
        // As they are by now: a reader may have read one of them in the meantime.
        const current = await loadNodes(transaction, sourceNo, ids);
        const tagged = current.map((node) => ({
          ...node,
          nameTag: tags.get(node.instanceId)?.name ?? null,
          patchGroupTag: tags.get(node.instanceId)?.patchGroup ?? null,
          tagsReadAt,
        }));
        await saveNodes(transaction, sourceNo, tagged, tagsReadAt);
        await touchSources(transaction, [sourceNo]);
      });
    } catch (error) {
      if (!(error instanceof AwsReadError)) throw error;
      log().warn({ event: "tagsUnread", source: clients.source, code: error.code, error });
      return;
    }
  }
}
