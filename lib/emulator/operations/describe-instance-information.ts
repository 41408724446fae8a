import type { Call, Operation } from "@/lib/emulator/call";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { numberOf, objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

import { informationAnswer } from "./node-answers";

interface NodeFilter {
  key: string;
  values: readonly string[];
}

const allowedValues: Record<string, readonly string[]> = {
  PingStatus: ["Online", "ConnectionLost", "Inactive"],
  PlatformTypes: ["Windows", "Linux", "MacOS"],
  ResourceType: [
    "EC2Instance",
    "ManagedInstance",
    "AWS::EC2::Instance",
    "AWS::SSM::ManagedInstance",
  ],
  AssociationStatus: ["Success", "Pending", "Failed"],
};
const readers: Record<string, (answer: JsonObject) => string | undefined> = {
  ActivationIds: (answer) => textOf(answer, "ActivationId"),
  AgentVersion: (answer) => textOf(answer, "AgentVersion"),
  AssociationStatus: (answer) => textOf(answer, "AssociationStatus"),
  IamRole: (answer) => textOf(answer, "IamRole"),
  InstanceIds: (answer) => textOf(answer, "InstanceId"),
  PingStatus: (answer) => textOf(answer, "PingStatus"),
  PlatformTypes: (answer) => textOf(answer, "PlatformType"),
  ResourceType: (answer) => textOf(answer, "ResourceType"),
  SourceIds: (answer) => textOf(answer, "SourceId"),
  SourceTypes: (answer) => textOf(answer, "SourceType"),
};
const instanceIdPattern = /^(i-(\w{8}|\w{17})|mi-\w{17})$/;

/** DescribeInstanceInformation: the running managed nodes, 10 a page unless asked otherwise. Unknown ids are left out. */
export const describeInstanceInformation: Operation = { name: "DescribeInstanceInformation", run };

function run(call: Call): JsonObject {
  const indices = matchingIndices(call, readFilters(call.input));
  const page = takePage(call, {
    total: indices.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 10,
    slice: (from, to) => indices.slice(from, to).map((index) => call.source.node(index)),
  });
  return {
    InstanceInformationList: page.rows.map((node) => informationAnswer(node)),
    NextToken: page.nextToken,
  };
}

function readFilters(input: JsonObject): NodeFilter[] {
  const legacy = objectsOf(input, "InstanceInformationFilterList").map((filter) => ({
    key: textOf(filter, "key") ?? "",
    values: textsOf(filter, "valueSet"),
  }));
  const filters = objectsOf(input, "Filters").map((filter) => ({
    key: textOf(filter, "Key") ?? "",
    values: textsOf(filter, "Values"),
  }));
  if (legacy.length > 0 && filters.length > 0)
    throw new WireError(
      "ValidationException",
      "Only one of Filters and InstanceInformationFilterList can be specified.",
    );
  const all = [...legacy, ...filters];
  for (const filter of all) checkFilter(filter);
  const tagFilters = all.filter(({ key }) => isTagKey(key));
  if (tagFilters.length > 0 && tagFilters.length < all.length)
    throw new WireError(
      "ValidationException",
      "Tag filters cannot be combined with other filters.",
    );
  return all;
}

function checkFilter(filter: NodeFilter): void {
  if (!isTagKey(filter.key) && !Object.hasOwn(readers, filter.key))
    throw new WireError("InvalidFilterKey", `The specified filter key ${filter.key} is not valid.`);
  const allowed = allowedValues[filter.key];
  if (allowed && filter.values.some((value) => !allowed.includes(value))) {
    throw new WireError(
      "InvalidInstanceInformationFilterValue",
      `The specified filter value for ${filter.key} is not valid. Valid values: ${allowed.join(", ")}.`,
    );
  }
  const badId =
    filter.key === "InstanceIds"
      ? filter.values.find((value) => !instanceIdPattern.test(value))
      : undefined;
  if (badId !== undefined)
    throw new WireError("InvalidInstanceId", `The specified instance ID ${badId} is not valid.`);
}

function matchingIndices(call: Call, filters: readonly NodeFilter[]): readonly number[] {
  const { source } = call;
  if (filters.length === 0) return source.listedIndices();
  const matches = (node: ManagedNode): boolean =>
    node.running && filters.every((filter) => passes(node, filter));
  const ids = filters.find((filter) => filter.key === "InstanceIds");
  if (ids) return indicesOfIds(call, ids.values).filter((index) => matches(source.node(index)));
  return source.select(`DescribeInstanceInformation ${JSON.stringify(filters)}`, matches);
}

function indicesOfIds(call: Call, instanceIds: readonly string[]): number[] {
  return [...new Set(instanceIds)]
    .flatMap((instanceId) => call.source.nodeById(instanceId)?.index ?? [])
    .toSorted((left, right) => left - right);
}

function passes(node: ManagedNode, filter: NodeFilter): boolean {
  if (filter.key === "tag-key")
    return filter.values.some((value) => Object.hasOwn(node.tags, value));
  if (isTagKey(filter.key)) return filter.values.includes(node.tags[filter.key.slice(4)] ?? "\0");
  const value = readers[filter.key]?.(informationAnswer(node));
  return value !== undefined && filter.values.includes(value);
}

function isTagKey(key: string): boolean {
  return key === "tag-key" || key.startsWith("tag:");
}
