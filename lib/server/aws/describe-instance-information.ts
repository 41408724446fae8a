import "server-only";
import {
  DescribeInstanceInformationCommand,
  type InstanceInformation,
  type InstanceInformationStringFilter,
} from "@aws-sdk/client-ssm";
import { parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import type { ManagedNode } from "@/lib/domain/managed-node";
import { callAws } from "@/lib/server/aws/call-aws";
import { unlessNoSuchThing } from "@/lib/server/aws/no-such-thing-error";
import { collectPages } from "@/lib/server/aws/collect-pages";
import { distinctPages } from "@/lib/server/aws/distinct-pages";
import type { Listing } from "@/lib/server/aws/pages";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { booleanOrNull, presentRows, textOrNull, timeOrNull } from "@/lib/server/aws/wire-values";

const operation = "DescribeInstanceInformation";

/**
 * Every managed node of the source, page by page and each once, so that its patch state can be asked for while the
 * list is still read (ssm:DescribeInstanceInformation). Stopped and terminated nodes are not in it. Pages can be
 * shorter than 50. Throws AwsReadError; the list is whole only when the generator has ended by itself.
 */
export function describeInstanceInformationPages(
  clients: SourceClients,
  signal?: AbortSignal,
): AsyncGenerator<readonly ManagedNode[], void, undefined> {
  return distinctPages(listing(clients, [], signal));
}

/**
 * The managed nodes among at most 50 ids; ids that SSM does not know are not in the answer
 * (ssm:DescribeInstanceInformation). Throws AwsReadError.
 */
export async function describeInstanceInformation(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<readonly ManagedNode[]> {
  if (instanceIds.length === 0) return [];
  const filters = [{ Key: "InstanceIds", Values: [...instanceIds] }];
  const nodes = await unlessNoSuchThing(collectPages(listing(clients, filters, signal)), null);
  if (nodes !== null) return nodes;
  if (instanceIds.length === 1) return [];
  // One id of another account or of the past may fail the call for all: its half is found by halving.
  const middle = Math.ceil(instanceIds.length / 2);
  return [
    ...(await describeInstanceInformation(clients, instanceIds.slice(0, middle), signal)),
    ...(await describeInstanceInformation(clients, instanceIds.slice(middle), signal)),
  ];
}

function listing(
  clients: SourceClients,
  filters: InstanceInformationStringFilter[],
  signal?: AbortSignal,
): Listing<ManagedNode> {
  return {
    subject: { operation, source: clients.source },
    pageSize: clients.pageSizeFor(operation),
    readPage: async (page) => {
      const input = filters.length === 0 ? page : { ...page, Filters: filters };
      const answer = await callAws(
        clients,
        operation,
        (options) => clients.ssm.send(new DescribeInstanceInformationCommand(input), options),
        signal,
      );
      const rows = presentRows(answer.InstanceInformationList).flatMap((row) => {
        const node = toManagedNode(row);
        if (node === null) clients.observer.rowSkipped?.(operation);
        return node ?? [];
      });
      return { rows, nextToken: answer.NextToken };
    },
    identityOf: (node) => node.instanceId,
  };
}

/** null for a row whose id has not the form of one: nothing could be asked about such a node. */
function toManagedNode(row: InstanceInformation): ManagedNode | null {
  const instanceId = parseInstanceId(row.InstanceId ?? "");
  if (instanceId === null) return null;
  return {
    instanceId,
    pingStatus: textOrNull(row.PingStatus),
    lastPingDateTime: timeOrNull(row.LastPingDateTime),
    agentVersion: textOrNull(row.AgentVersion),
    isLatestVersion: booleanOrNull(row.IsLatestVersion),
    platformType: textOrNull(row.PlatformType),
    platformName: textOrNull(row.PlatformName),
    platformVersion: textOrNull(row.PlatformVersion),
    activationId: textOrNull(row.ActivationId),
    iamRole: textOrNull(row.IamRole),
    registrationDate: timeOrNull(row.RegistrationDate),
    resourceType: textOrNull(row.ResourceType),
    activationName: textOrNull(row.Name),
    ipAddress: textOrNull(row.IPAddress),
    computerName: textOrNull(row.ComputerName),
    associationStatus: textOrNull(row.AssociationStatus),
    lastAssociationExecutionDate: timeOrNull(row.LastAssociationExecutionDate),
    lastSuccessfulAssociationExecutionDate: timeOrNull(row.LastSuccessfulAssociationExecutionDate),
    sourceId: textOrNull(row.SourceId),
    sourceType: textOrNull(row.SourceType),
    sourceLocation: textOrNull(row.SourceLocation),
  };
}
