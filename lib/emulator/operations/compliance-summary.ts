import type { ManagedNode } from "@/lib/emulator/fleet/node";
import type { SourceFleet } from "@/lib/emulator/fleet/source-fleet";
import { textOf, type JsonObject } from "@/lib/emulator/json-value";
import { isNonCompliant } from "@/lib/emulator/patch-counts";

import { associationItems, executionSummary } from "./compliance-items";

export type ComplianceType = "Association" | "Patch";

/** What counts of an item: whether it complies, and its severity, which is the baseline's level. */
interface Verdict {
  compliant: boolean;
  severity: string;
}

const severityMembers = {
  CRITICAL: "CriticalCount",
  HIGH: "HighCount",
  MEDIUM: "MediumCount",
  LOW: "LowCount",
  INFORMATIONAL: "InformationalCount",
  UNSPECIFIED: "UnspecifiedCount",
} as const;

/**
 * A row of ListResourceComplianceSummaries: the sums of what ListComplianceItems lists. What is not applicable has no status and
 * is counted nowhere. Associations do not tell their execution's id.
 */
export function complianceSummary(
  source: SourceFleet,
  node: ManagedNode,
  type: ComplianceType,
): JsonObject {
  const patch = type === "Patch";
  const verdicts = patch ? patchVerdicts(source, node) : associationVerdicts(node);
  const compliant = verdicts.filter((verdict) => verdict.compliant);
  const nonCompliant = verdicts.filter((verdict) => !verdict.compliant);
  return {
    ComplianceType: type,
    ResourceType: "ManagedInstance",
    ResourceId: node.instanceId,
    Status: nonCompliant.length > 0 ? "NON_COMPLIANT" : "COMPLIANT",
    OverallSeverity: highestSeverity(nonCompliant),
    ExecutionSummary: patch ? executionSummary(node) : { ExecutionTime: node.run.endedAt },
    CompliantSummary: {
      CompliantCount: compliant.length,
      SeveritySummary: severitySummary(compliant),
    },
    NonCompliantSummary: {
      NonCompliantCount: nonCompliant.length,
      SeveritySummary: severitySummary(nonCompliant),
    },
  };
}

/** Made from the patches, not from their items, of which a large Windows node has thousands. */
function patchVerdicts(source: SourceFleet, node: ManagedNode): Verdict[] {
  const baseline = source.baselineOf(node);
  return source
    .patches(node)
    .filter((patch) => patch.state !== "NotApplicable")
    .map((patch) => ({
      compliant: !isNonCompliant(patch, baseline),
      severity: patch.complianceLevel,
    }));
}

function associationVerdicts(node: ManagedNode): Verdict[] {
  return associationItems(node).map((item) => ({
    compliant: item["Status"] === "COMPLIANT",
    severity: textOf(item, "Severity") ?? "UNSPECIFIED",
  }));
}

function highestSeverity(verdicts: readonly Verdict[]): string {
  const found = new Set(verdicts.map(({ severity }) => severity));
  return Object.keys(severityMembers).find((severity) => found.has(severity)) ?? "UNSPECIFIED";
}

function severitySummary(verdicts: readonly Verdict[]): JsonObject {
  return Object.fromEntries(
    Object.entries(severityMembers).map(([severity, member]) => [
      member,
      verdicts.filter((verdict) => verdict.severity === severity).length,
    ]),
  );
}
