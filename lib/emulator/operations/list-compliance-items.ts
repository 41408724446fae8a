import type { Call, Operation } from "@/lib/emulator/call";
import type { EvaluatedPatch } from "@/lib/emulator/evaluate";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { chance, hashText, uuid } from "@/lib/emulator/fleet/random";
import { numberOf, objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { isNonCompliant } from "@/lib/emulator/patch-counts";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

import { patchAnswer } from "./node-answers";

const salt = {
  association: hashText("associationId"),
  execution: hashText("executionId"),
  failed: hashText("associationFailed"),
};
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
  const filters = objectsOf(call.input, "Filters").map(readFilter);
  const node = call.source.nodeById(resourceId);
  const items = node
    ? itemsOf(call, node).filter((item) => filters.every((passes) => passes(item)))
    : [];
  const page = takePage(call, {
    total: items.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => items.slice(from, to),
  });
  return { ComplianceItems: page.rows, NextToken: page.nextToken };
}

function readFilter(filter: JsonObject): (item: JsonObject) => boolean {
  const key = textOf(filter, "Key") ?? "";
  if (!filterMembers.includes(key))
    throw new WireError("InvalidFilter", `The filter key ${key} is not valid.`);
  const values = textsOf(filter, "Values");
  const type = textOf(filter, "Type") ?? "EQUAL";
  return (item) => {
    const value = textOf(item, key) ?? "";
    if (type === "NOT_EQUAL") return !values.includes(value);
    if (type === "BEGIN_WITH") return values.some((start) => value.startsWith(start));
    return values.includes(value);
  };
}

function itemsOf(call: Call, node: ManagedNode): JsonObject[] {
  const baseline = call.source.baselineOf(node);
  const patches = call.source.patches(node).map((patch) =>
    patchItem(node, patch, {
      compliant: !isNonCompliant(patch, baseline),
      baselineId: baseline.BaselineId,
    }),
  );
  return [...associationItems(node), ...patches];
}

function associationItems(node: ManagedNode): JsonObject[] {
  const inventory = associationItem(node, {
    document: "AWS-GatherSoftwareInventory",
    compliant: true,
  });
  if (node.scan !== "association") return [inventory];
  return [
    inventory,
    associationItem(node, {
      document: "AWS-RunPatchBaselineAssociation",
      compliant: chance(node.key, salt.failed) < 0.5,
    }),
  ];
}

function associationItem(
  node: ManagedNode,
  association: { document: string; compliant: boolean },
): JsonObject {
  return {
    ComplianceType: "Association",
    ResourceType: "ManagedInstance",
    ResourceId: node.instanceId,
    Id: uuid(node.key, salt.association + hashText(association.document)),
    Title: "",
    Status: association.compliant ? "COMPLIANT" : "NON_COMPLIANT",
    Severity: "UNSPECIFIED",
    ExecutionSummary: {
      ExecutionTime: node.run.endedAt,
      ExecutionId: uuid(node.key, salt.execution),
      ExecutionType: "Command",
    },
    Details: { DocumentName: association.document, DocumentVersion: "1" },
  };
}

/** Windows gives "" as the status of what is not applicable. */
function patchItem(
  node: ManagedNode,
  patch: EvaluatedPatch,
  verdict: { compliant: boolean; baselineId: string },
): JsonObject {
  const row = patchAnswer(patch, node.platform.operatingSystem);
  const installed = numberOf(row, "InstalledTime");
  return {
    ComplianceType: "Patch",
    ResourceType: "ManagedInstance",
    ResourceId: node.instanceId,
    Id: patch.release.kbId,
    Title: textOf(row, "Title") ?? "",
    Status: patch.state === "NotApplicable" ? "" : statusWord(verdict.compliant),
    Severity: patch.complianceLevel,
    ExecutionSummary: {
      ExecutionTime: node.run.endedAt,
      ExecutionId: uuid(node.key, salt.execution),
      ExecutionType: "Command",
    },
    Details: {
      PatchState: patch.state,
      PatchSeverity: textOf(row, "Severity") ?? "",
      Classification: textOf(row, "Classification") ?? "",
      PatchBaselineId: verdict.baselineId,
      PatchGroup: node.patchGroup,
      InstalledTime:
        installed !== undefined && installed > 0 ? new Date(installed * 1000).toISOString() : "",
      DocumentName: "AWS-RunPatchBaseline",
      DocumentVersion: "1",
      CVEIds: textOf(row, "CVEIds") ?? "",
    },
  };
}

function statusWord(compliant: boolean): string {
  return compliant ? "COMPLIANT" : "NON_COMPLIANT";
}
