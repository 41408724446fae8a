import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeInstanceInformation } from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { getResources, type NodeTags } from "@/lib/server/aws/get-resources";
import { log } from "@/lib/server/log";
import { loadNodes } from "@/lib/server/store/nodes";
import { touchSources } from "@/lib/server/store/sources";
import { store } from "@/lib/server/store/store";
import { machineClock } from "@/lib/server/sweep/sweep-clock";
import { readChangedNode, type NodeReader } from "@/lib/server/sweep/describe-node";
import { ensureAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import { listingsOf } from "@/lib/server/sweep/sweep-left-nodes";
import { saveReads } from "@/lib/server/sweep/save-reads";

/** Names by tag, once; a role that may not ask costs the name only. */
async function tagsOf(
  { clients }: OpenedSource,
  instanceId: InstanceId,
): Promise<{ readonly tags: NodeTags | null; readonly tagsReadAt: string } | null> {
  try {
    const tags = (await getResources(clients, [instanceId])).get(instanceId) ?? null;
    return { tags, tagsReadAt: new Date().toISOString() };
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({ event: "tagsUnread", source: clients.source, code: error.code, error });
    return null;
  }
}

/**
 * Reads what one node is into the store now; its rows are read apart. "noSuchNode" is SSM's own word: it
 * neither lists the node nor has results of it. Throws AwsReadError, and then nothing is written.
 */
export async function sweepNode(
  opened: OpenedSource,
  instanceId: InstanceId,
  baselines: NodeReader["baselines"],
): Promise<"stored" | "noSuchNode"> {
  const { clients, sourceNo } = opened;
  const { database, transaction } = await store();
  const [, listed, patchStates, known] = await Promise.all([
    ensureAccount(opened),
    describeInstanceInformation(clients, [instanceId]),
    describeInstancePatchStates(clients, [instanceId]),
    loadNodes(database, sourceNo, [instanceId]),
  ]);
  const readAt = new Date().toISOString();
  const node = listed.find((each) => each.instanceId === instanceId) ?? null;
  const patchState = patchStates.get(instanceId) ?? null;
  if (node === null && patchState === null) return "noSuchNode";
  const stored = known[0] ?? null;
  const [listings, tagged] = await Promise.all([
    node === null ? listingsOf(clients, [instanceId]) : null,
    stored === null || stored.tagsReadAt === null ? tagsOf(opened, instanceId) : null,
  ]);
  const read = await readChangedNode(
    { clients, baselines, clock: machineClock, withRows: false },
    {
      instanceId,
      listing: listings === null ? "listed" : (listings.get(instanceId) ?? "notListed"),
      node,
      patchState,
      stored,
      ...(tagged === null ? {} : tagged),
    },
  );
  await transaction(async (inTransaction) => {
    await saveReads(inTransaction, sourceNo, [read], readAt);
    await touchSources(inTransaction, [sourceNo]);
  });
  return "stored";
}
