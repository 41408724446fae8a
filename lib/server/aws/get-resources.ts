import "server-only";
import {
  GetResourcesCommand,
  type ResourceTagMapping,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { isHybrid, parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import { partitionOf, type Source } from "@/lib/domain/source";
import { batchesOf } from "@/lib/server/aws/batches";
import { callAws } from "@/lib/server/aws/call-aws";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { presentRows, textOrNull } from "@/lib/server/aws/wire-values";

/** The tags of a node that Patchboard knows what to do with; null where there is no such tag or it is blank. */
export interface NodeTags {
  readonly name: string | null;
  readonly patchGroup: string | null;
}

const mostArns = 100;

/**
 * The nodes' tags by instance id, asked for 100 nodes a call (tag:GetResources). A node that was never tagged is not
 * in the map. Throws AwsReadError.
 */
export async function getResources(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<InstanceId, NodeTags>> {
  const tags = new Map<InstanceId, NodeTags>();
  for (const batch of batchesOf(instanceIds, mostArns)) {
    for (const row of await readBatch(clients, batch, signal)) {
      const instanceId = parseInstanceId(row.ResourceARN?.split("/").at(-1) ?? "");
      if (instanceId === null) clients.observer.rowSkipped?.("GetResources");
      else tags.set(instanceId, toNodeTags(row));
    }
  }
  return tags;
}

/**
 * AWS refuses paging members beside a list of ARNs, so a token that came all the same cannot be sent back: what it
 * stands for is asked for again in two halves.
 */
async function readBatch(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<readonly ResourceTagMapping[]> {
  const input = { ResourceARNList: instanceIds.map((id) => arnOf(clients.source, id)) };
  const answer = await callAws(
    clients,
    "GetResources",
    (options) => clients.tagging.send(new GetResourcesCommand(input), options),
    signal,
  );
  if (!answer.PaginationToken || instanceIds.length === 1) {
    return presentRows(answer.ResourceTagMappingList);
  }
  const middle = Math.ceil(instanceIds.length / 2);
  return [
    ...(await readBatch(clients, instanceIds.slice(0, middle), signal)),
    ...(await readBatch(clients, instanceIds.slice(middle), signal)),
  ];
}

function arnOf({ account, region }: Source, instanceId: InstanceId): string {
  const [service, kind] = isHybrid(instanceId) ? ["ssm", "managed-instance"] : ["ec2", "instance"];
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${kind}/${instanceId}`;
}

function toNodeTags(row: ResourceTagMapping): NodeTags {
  const values = new Map(presentRows(row.Tags).map((tag) => [tag.Key, textOrNull(tag.Value)]));
  return {
    name: values.get("Name") ?? null,
    // The spelling without a space is for nodes whose metadata service shows tags, where keys hold none.
    patchGroup: values.get("Patch Group") ?? values.get("PatchGroup") ?? null,
  };
}
