import type { EvaluatedPatch } from "@/lib/emulator/evaluate";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { chance, hashText, uuid } from "@/lib/emulator/fleet/random";
import type { SourceFleet } from "@/lib/emulator/fleet/source-fleet";
import { numberOf, textOf, type JsonObject } from "@/lib/emulator/json-value";
import { isNonCompliant } from "@/lib/emulator/patch-counts";

import { patchAnswer } from "./node-answers";

const salt = {
  association: hashText("associationId"),
  execution: hashText("executionId"),
  failed: hashText("associationFailed"),
};

/** Every compliance item of a node: its associations', then its patches'. */
export function complianceItems(source: SourceFleet, node: ManagedNode): JsonObject[] {
  return [...associationItems(node), ...patchItems(source, node)];
}

/** The items of a node's patches; none for a node without a patch scan. */
function patchItems(source: SourceFleet, node: ManagedNode): JsonObject[] {
  const baseline = source.baselineOf(node);
  return source.patches(node).map((patch) =>
    patchItem(node, patch, {
      compliant: !isNonCompliant(patch, baseline),
      baselineId: baseline.BaselineId,
    }),
  );
}

/** The items of a node's associations; one that only an association scanned has that one's verdict among them. */
export function associationItems(node: ManagedNode): JsonObject[] {
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
    ExecutionSummary: executionSummary(node),
    Details: { DocumentName: association.document, DocumentVersion: "1" },
  };
}

/** The run that a node's items come from. */
export function executionSummary(node: ManagedNode): JsonObject {
  return {
    ExecutionTime: node.run.endedAt,
    ExecutionId: uuid(node.run.key, salt.execution),
    ExecutionType: "Command",
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
    ExecutionSummary: executionSummary(node),
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
