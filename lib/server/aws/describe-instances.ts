import "server-only";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { isHybrid, parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import { batchesOf } from "@/lib/server/aws/batches";
import { callAws } from "@/lib/server/aws/call-aws";
import { collectPages } from "@/lib/server/aws/collect-pages";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { presentRows, textOrNull } from "@/lib/server/aws/wire-values";

const operation = "DescribeInstances";
/** EC2's limit on the values of one filter is 200. */
const mostIds = 100;
const mostInstances = 1_000;

interface InstanceState {
  readonly instanceId: InstanceId;
  /** EC2's own word: pending, running, shutting-down, terminated, stopping or stopped. */
  readonly state: string;
}

/**
 * EC2's word for each instance's run state, by instance id (ec2:DescribeInstances). Instances that EC2 does not know,
 * or has forgotten within the hour after their end, are not in the map; hybrid nodes never are. Throws AwsReadError.
 */
export async function describeInstances(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<InstanceId, string>> {
  const states = new Map<InstanceId, string>();
  const ofEc2 = instanceIds.filter((instanceId) => !isHybrid(instanceId));
  for (const batch of batchesOf(ofEc2, mostIds)) {
    for (const { instanceId, state } of await readBatch(clients, batch, signal)) {
      states.set(instanceId, state);
    }
  }
  return states;
}

function readBatch(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<readonly InstanceState[]> {
  // A filter, not InstanceIds: there, one id that EC2 does not know would fail the whole call.
  const filters = [{ Name: "instance-id", Values: [...instanceIds] }];
  return collectPages({
    subject: { operation, source: clients.source },
    pageSize: clients.pageSizeFor(operation),
    readPage: async (page) => {
      const input = { ...page, MaxResults: mostInstances, Filters: filters };
      const answer = await callAws(
        clients,
        operation,
        (options) => clients.ec2.send(new DescribeInstancesCommand(input), options),
        signal,
      );
      const instances = presentRows(answer.Reservations).flatMap((reservation) =>
        presentRows(reservation.Instances),
      );
      const rows = instances.flatMap((instance) => {
        const instanceId = parseInstanceId(instance.InstanceId ?? "");
        const state = textOrNull(instance.State?.Name);
        return instanceId === null || state === null ? [] : { instanceId, state };
      });
      return { rows, nextToken: answer.NextToken };
    },
    identityOf: ({ instanceId }) => instanceId,
  });
}
