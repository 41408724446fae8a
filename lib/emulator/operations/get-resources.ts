import type { Call, Operation } from "@/lib/emulator/call";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { numberOf, objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

const arnPattern =
  /^arn:aws[\w-]*:(ec2|ssm):([a-z0-9-]+):(\d{12}):(?:instance|managed-instance)\/(m?i-\w+)$/;

/** tagging:GetResources: the tags of EC2 instances and hybrid nodes, by ARN or by resource type and tag. */
export const getResources: Operation = { name: "GetResources", run };

function run(call: Call): JsonObject {
  const arns = textsOf(call.input, "ResourceARNList");
  const types = textsOf(call.input, "ResourceTypeFilters");
  const tagFilters = objectsOf(call.input, "TagFilters");
  if (arns.length > 0 && (types.length > 0 || tagFilters.length > 0)) {
    throw new WireError(
      "InvalidParameterException",
      "ResourceARNList cannot be combined with other filters.",
    );
  }
  if (arns.length > 100)
    throw new WireError("InvalidParameterException", "ResourceARNList can hold at most 100 ARNs.");
  if (tagFilters.length > 50)
    throw new WireError("InvalidParameterException", "TagFilters can hold at most 50 filters.");
  const matches = (node: ManagedNode): boolean =>
    !node.terminated && tagFilters.every((filter) => passes(node, filter));
  const indices =
    arns.length > 0
      ? nodesByArn(call, arns).map((node) => node.index)
      : call.source.select(
          `GetResources ${JSON.stringify([types, tagFilters])}`,
          (node) => hasType(node, types) && matches(node),
        );
  const page = takePage(call, {
    total: indices.length,
    pageSize: pageSizeOf(call.input),
    slice: (from, to) => indices.slice(from, to).map((index) => call.source.node(index)),
    tokenMember: "PaginationToken",
  });
  return {
    PaginationToken: page.nextToken ?? "",
    ResourceTagMappingList: page.rows.map((node) => ({
      ResourceARN: arnOf(call, node),
      Tags: Object.entries(node.tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

function pageSizeOf(input: JsonObject): number {
  const size = numberOf(input, "ResourcesPerPage") ?? 50;
  if (!Number.isInteger(size) || size < 1 || size > 100)
    throw new WireError("InvalidParameterException", "ResourcesPerPage must be between 1 and 100.");
  return size;
}

/** ARNs of things that are not there are just absent from the answer. */
function nodesByArn(call: Call, arns: readonly string[]): ManagedNode[] {
  return arns.flatMap((arn) => {
    const parts = arnPattern.exec(arn);
    if (!parts) throw new WireError("InvalidParameterException", `Invalid ARN: ${arn}`);
    const node =
      parts[2] === call.region && parts[3] === call.account
        ? call.source.nodeById(parts[4] ?? "")
        : null;
    return node && !node.terminated && arnOf(call, node) === arn ? [node] : [];
  });
}

function hasType(node: ManagedNode, types: readonly string[]): boolean {
  const [service, type] = node.hybrid ? ["ssm", "ssm:managed-instance"] : ["ec2", "ec2:instance"];
  return types.length === 0 || types.includes(service) || types.includes(type);
}

function passes(node: ManagedNode, filter: JsonObject): boolean {
  const value = node.tags[textOf(filter, "Key") ?? ""];
  const wanted = textsOf(filter, "Values");
  return value !== undefined && (wanted.length === 0 || wanted.includes(value));
}

function arnOf(call: Call, node: ManagedNode): string {
  const resource = node.hybrid ? "ssm" : "ec2";
  return `arn:aws:${resource}:${call.region}:${call.account}:${node.hybrid ? "managed-instance" : "instance"}/${node.instanceId}`;
}
