import type { Call, Operation } from "@/lib/emulator/call";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { hashText, hexDigits, pick } from "@/lib/emulator/fleet/random";
import { textOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

import { queryList } from "./query-list";

const salt = {
  type: hashText("instanceType"),
  image: hashText("image"),
  zone: hashText("zone"),
  reservation: hashText("reservation"),
};
const instanceTypes = ["t3.medium", "m6i.large", "m7i.xlarge", "r6i.xlarge", "c7i.2xlarge"];

/**
 * ec2:DescribeInstances: by ids, where one unknown id fails the call, or by the filters instance-id, instance-state-name,
 * tag:key and tag-key, where unknown ids are just absent.
 */
export const describeInstances: Operation = { name: "DescribeInstances", run };

function run(call: Call): JsonObject {
  const instanceIds = queryList(call.input, "InstanceId");
  const maxResults = textOf(call.input, "MaxResults");
  if (instanceIds.length > 0 && maxResults !== undefined) {
    throw new WireError(
      "InvalidParameterCombination",
      "The parameter instancesSet cannot be used with the parameter maxResults",
    );
  }
  const pageSize = pageSizeOf(maxResults);
  const filters = readFilters(call.input);
  const matches = (node: ManagedNode): boolean =>
    !node.hybrid && !node.terminated && filters.every((filter) => passes(node, filter));
  const asked =
    instanceIds.length > 0 ? nodesById(call, instanceIds) : nodesByFilter(call, filters);
  const indices = asked
    ? asked.filter(matches).map((node) => node.index)
    : call.source.select(`DescribeInstances ${JSON.stringify(filters)}`, matches);
  const page = takePage(call, {
    total: indices.length,
    pageSize: instanceIds.length > 0 ? Math.max(1, indices.length) : pageSize,
    slice: (from, to) => indices.slice(from, to).map((index) => call.source.node(index)),
  });
  return {
    reservationSet: { item: page.rows.map((node) => reservation(call, node)) },
    nextToken: page.nextToken,
  };
}

function pageSizeOf(maxResults: string | undefined): number {
  if (maxResults === undefined) return 1_000;
  const size = Number(maxResults);
  if (Number.isInteger(size) && size >= 5 && size <= 1_000) return size;
  throw new WireError(
    "InvalidParameterValue",
    `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
  );
}

function nodesById(call: Call, instanceIds: readonly string[]): ManagedNode[] {
  const malformed = instanceIds.find(
    (instanceId) => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(instanceId),
  );
  if (malformed !== undefined)
    throw new WireError("InvalidInstanceID.Malformed", `Invalid id: "${malformed}"`);
  const unknown = instanceIds.filter(
    (instanceId) => call.source.nodeById(instanceId)?.terminated ?? true,
  );
  if (unknown.length === 1)
    throw new WireError(
      "InvalidInstanceID.NotFound",
      `The instance ID '${unknown.join("")}' does not exist`,
    );
  if (unknown.length > 1)
    throw new WireError(
      "InvalidInstanceID.NotFound",
      `The instance IDs '${unknown.join(", ")}' do not exist`,
    );
  return instanceIds.flatMap((instanceId) => call.source.nodeById(instanceId) ?? []);
}

interface InstanceFilter {
  name: string;
  values: readonly string[];
}

function readFilters(input: JsonObject): InstanceFilter[] {
  const filters: InstanceFilter[] = [];
  for (let number = 1; ; number += 1) {
    const name = textOf(input, `Filter.${number}.Name`);
    if (name === undefined) return filters;
    if (
      !["instance-id", "instance-state-name", "tag-key"].includes(name) &&
      !name.startsWith("tag:")
    ) {
      throw new WireError("InvalidParameterValue", `The filter '${name}' is invalid`);
    }
    filters.push({ name, values: queryList(input, `Filter.${number}.Value`) });
  }
}

/** The nodes that an instance-id filter names, null when there is none. */
function nodesByFilter(call: Call, filters: readonly InstanceFilter[]): ManagedNode[] | null {
  const byId = filters.find((filter) => filter.name === "instance-id");
  if (!byId) return null;
  return [...new Set(byId.values)].flatMap((instanceId) => call.source.nodeById(instanceId) ?? []);
}

function passes(node: ManagedNode, filter: InstanceFilter): boolean {
  if (filter.name === "instance-id") return filter.values.includes(node.instanceId);
  if (filter.name === "instance-state-name") return filter.values.includes(stateName(node));
  if (filter.name === "tag-key") return filter.values.some((key) => Object.hasOwn(node.tags, key));
  return filter.values.includes(node.tags[filter.name.slice(4)] ?? "\0");
}

function reservation(call: Call, node: ManagedNode): JsonObject {
  const windows = node.platform.platformType === "Windows";
  return {
    reservationId: `r-0${hexDigits(node.key, salt.reservation, 16)}`,
    ownerId: call.account,
    groupSet: "",
    instancesSet: {
      item: [
        {
          instanceId: node.instanceId,
          imageId: `ami-0${hexDigits(hashText(node.platform.product), salt.image, 16)}`,
          instanceState: { code: node.running ? 16 : 80, name: stateName(node) },
          privateDnsName: `ip-${node.ipAddress.replaceAll(".", "-")}.${call.region === "us-east-1" ? "ec2" : `${call.region}.compute`}.internal`,
          instanceType:
            node.platform.platformType === "MacOS"
              ? "mac2.metal"
              : pick(node.key, salt.type, instanceTypes),
          launchTime: new Date(node.registeredAt * 1000).toISOString(),
          placement: {
            availabilityZone: `${call.region}${pick(node.key, salt.zone, ["a", "b", "c"])}`,
            tenancy: "default",
          },
          platform: windows ? "windows" : undefined,
          privateIpAddress: node.ipAddress,
          architecture: "x86_64",
          tagSet: { item: Object.entries(node.tags).map(([key, value]) => ({ key, value })) },
          platformDetails: windows ? "Windows" : "Linux/UNIX",
        },
      ],
    },
  };
}

function stateName(node: ManagedNode): string {
  return node.running ? "running" : "stopped";
}
