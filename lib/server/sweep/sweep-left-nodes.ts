import "server-only";
import { isHybrid, type InstanceId } from "@/lib/domain/instance-id";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeInstances } from "@/lib/server/aws/describe-instances";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { log } from "@/lib/server/log";
import {
  deleteNodesThatLeftBefore,
  loadNodesMissingFrom,
  loadNodesThatLeft,
  saveNodeListings,
} from "@/lib/server/store/nodes";
import { touchSources } from "@/lib/server/store/sources";
import type { NodeListing } from "@/lib/server/store/stored-node";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SourceSweep } from "@/lib/server/sweep/sweep-source";

const droppedAfterMs = 30 * 86_400_000;

/** EC2's word for what a node is that SSM no longer lists; hybrid nodes are none of EC2's. */
function listingOf(instanceId: InstanceId, ec2State: string | undefined): NodeListing {
  if (isHybrid(instanceId)) return "notListed";
  if (ec2State === undefined || ec2State === "terminated" || ec2State === "shutting-down") {
    return "gone";
  }
  return ec2State === "stopped" || ec2State === "stopping" ? "stopped" : "notListed";
}

/** What became of nodes that SSM does not list; where the role may not ask EC2, only that they left. */
export async function listingsOf(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<InstanceId, NodeListing>> {
  try {
    const states = await describeInstances(clients, instanceIds, signal);
    return new Map(instanceIds.map((id) => [id, listingOf(id, states.get(id))]));
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({ event: "runStateUnread", source: clients.source, code: error.code, error });
    return new Map(instanceIds.map((id) => [id, "notListed" as const]));
  }
}

/** Marks the nodes that a whole listing no longer has, asks again about those that left earlier, drops the oldest. */
export async function sweepLeftNodes(
  { clients, sourceNo }: OpenedSource,
  { clock, database, write, signal }: SourceSweep,
  listed: readonly InstanceId[],
): Promise<void> {
  const missing = await loadNodesMissingFrom(database, sourceNo, listed);
  const left = await loadNodesThatLeft(database, sourceNo);
  const nodes = [...missing, ...left];
  if (nodes.length === 0) return;
  const listings = await listingsOf(
    clients,
    nodes.map(({ instanceId }) => instanceId),
    signal,
  );
  const at = clock();
  await write(async (transaction) => {
    const byNumber = nodes.map(
      ({ nodeNo, instanceId }) => [nodeNo, listings.get(instanceId) ?? "notListed"] as const,
    );
    await saveNodeListings(transaction, new Map(byNumber), at.toISOString());
    const before = new Date(at.getTime() - droppedAfterMs).toISOString();
    await deleteNodesThatLeftBefore(transaction, sourceNo, before);
    await touchSources(transaction, [sourceNo]);
  });
}
