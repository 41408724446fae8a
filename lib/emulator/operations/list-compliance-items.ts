import type { Call, Operation } from "@/lib/emulator/call";
import { numberOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

import { passesFilter, readComplianceFilters } from "./compliance-filters";
import { complianceItems } from "./compliance-items";

const filterMembers = [
  "ComplianceType",
  "Id",
  "Status",
  "Severity",
  "DocumentName",
  "ExecutionTime",
];

/** ListComplianceItems of one node: its associations, and its patches with the baseline's compliance level as severity. */
export const listComplianceItems: Operation = { name: "ListComplianceItems", run };

function run(call: Call): JsonObject {
  const resourceIds = textsOf(call.input, "ResourceIds");
  const resourceTypes = textsOf(call.input, "ResourceTypes");
  if (resourceTypes.some((type) => type !== "ManagedInstance"))
    throw new WireError(
      "InvalidResourceType",
      "The resource type is not valid. Only ManagedInstance is supported.",
    );
  const [resourceId] = resourceIds;
  if (resourceId === undefined || resourceIds.length !== 1)
    throw new WireError("InvalidResourceId", "Exactly one resource ID must be specified.");
  const filters = readComplianceFilters(call.input, filterMembers);
  const node = call.source.nodeById(resourceId);
  const items = node
    ? complianceItems(call.source, node).filter((item) =>
        filters.every((filter) => passesFilter(textOf(item, filter.key) ?? "", filter)),
      )
    : [];
  const page = takePage(call, {
    total: items.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => items.slice(from, to),
  });
  return { ComplianceItems: page.rows, NextToken: page.nextToken };
}
