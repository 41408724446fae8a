import type { Call, Operation } from "@/lib/emulator/call";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { isJsonObject, numberOf, textOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";

import { passesFilter, readComplianceFilters, type ComplianceFilter } from "./compliance-filters";
import { complianceSummary, type ComplianceType } from "./compliance-summary";

const nodeReaders: Record<string, (node: ManagedNode) => string> = {
  InstanceId: (node) => node.instanceId,
  ResourceId: (node) => node.instanceId,
  PatchGroup: (node) => node.patchGroup,
  "AWS:InstanceInformation.PlatformType": (node) => node.platform.platformType,
};
const summaryReaders: Record<string, (summary: JsonObject) => string | undefined> = {
  Status: (summary) => textOf(summary, "Status"),
  OverallSeverity: (summary) => textOf(summary, "OverallSeverity"),
  ResourceType: (summary) => textOf(summary, "ResourceType"),
  ExecutionType: (summary) => executionOf(summary, "ExecutionType"),
  ExecutionId: (summary) => executionOf(summary, "ExecutionId"),
};
const types: readonly ComplianceType[] = ["Association", "Patch"];

/**
 * ListResourceComplianceSummaries: one row for each node and compliance type, so a node with patch data is in it twice.
 * Stopped nodes are in it too.
 */
export const listResourceComplianceSummaries: Operation = {
  name: "ListResourceComplianceSummaries",
  run,
};

interface Row {
  index: number;
  type: ComplianceType;
}

function run(call: Call): JsonObject {
  const filters = readComplianceFilters(call.input, [
    "ComplianceType",
    ...Object.keys(nodeReaders),
    ...Object.keys(summaryReaders),
  ]);
  const rows = types
    .flatMap((type) => rowsOf(call, type, filters))
    .toSorted((left, right) => left.index - right.index);
  const page = takePage(call, {
    total: rows.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => rows.slice(from, to),
  });
  const { source } = call;
  return {
    ResourceComplianceSummaryItems: page.rows.map(({ index, type }) =>
      complianceSummary(source, source.node(index), type),
    ),
    NextToken: page.nextToken,
  };
}

function rowsOf(call: Call, type: ComplianceType, filters: readonly ComplianceFilter[]): Row[] {
  if (!filters.every((filter) => filter.key !== "ComplianceType" || passesFilter(type, filter)))
    return [];
  const indices = call.source.select(
    `ListResourceComplianceSummaries ${JSON.stringify([type, filters])}`,
    (node) =>
      (type === "Association" || node.scan === "patch") && passesAll(call, node, { type, filters }),
  );
  return indices.map((index) => ({ index, type }));
}

/** Filters that the node answers come first: a summary of a node's patches has to be made. */
function passesAll(
  call: Call,
  node: ManagedNode,
  of: { type: ComplianceType; filters: readonly ComplianceFilter[] },
): boolean {
  const byNode = of.filters.filter(({ key }) => Object.hasOwn(nodeReaders, key));
  if (!byNode.every((filter) => passesFilter(nodeReaders[filter.key]?.(node) ?? "", filter)))
    return false;
  const bySummary = of.filters.filter(({ key }) => Object.hasOwn(summaryReaders, key));
  if (bySummary.length === 0) return true;
  const summary = complianceSummary(call.source, node, of.type);
  return bySummary.every((filter) =>
    passesFilter(summaryReaders[filter.key]?.(summary) ?? "", filter),
  );
}

function executionOf(summary: JsonObject, member: string): string | undefined {
  const execution = summary["ExecutionSummary"];
  return isJsonObject(execution) ? textOf(execution, member) : undefined;
}
