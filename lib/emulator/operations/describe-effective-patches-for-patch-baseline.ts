import { approvalOf, type Approval } from "@/lib/emulator/approval";
import type { Call, Operation } from "@/lib/emulator/call";
import { numberOf, textOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

import { findBaseline } from "./find-baseline";
import { windowsPatchAnswer } from "./patch-answers";

/**
 * DescribeEffectivePatchesForPatchBaseline: what a Windows baseline approves, will approve or rejects of everything published,
 * judged as the nodes judge it. Patches that no rule and no list reaches are not in it.
 */
export const describeEffectivePatchesForPatchBaseline: Operation = {
  name: "DescribeEffectivePatchesForPatchBaseline",
  run,
};

function run(call: Call): JsonObject {
  const { baseline } = findBaseline(call, textOf(call.input, "BaselineId") ?? "");
  if (baseline.OperatingSystem !== "WINDOWS")
    throw new WireError(
      "UnsupportedOperatingSystem",
      "The operating systems you specified isn't supported, or the operation isn't supported for the operating system.",
    );
  const { now } = call.source;
  const effective = call.source.published("WINDOWS").flatMap((release) => {
    const approval = approvalOf(baseline, release);
    const status = deploymentStatus(approval, now);
    return status === null ? [] : [{ release, approval, status }];
  });
  const page = takePage(call, {
    total: effective.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => effective.slice(from, to),
  });
  return {
    EffectivePatches: page.rows.map(({ release, approval, status }) => ({
      Patch: windowsPatchAnswer(release),
      PatchStatus: {
        DeploymentStatus: status,
        ComplianceLevel: approval.complianceLevel,
        ApprovalDate: approval.approvedAt ?? undefined,
      },
    })),
    NextToken: page.nextToken,
  };
}

function deploymentStatus(approval: Approval, now: number): string | null {
  if (approval.rejected) return "EXPLICIT_REJECTED";
  if (approval.listed) return "EXPLICIT_APPROVED";
  if (approval.approvedAt === null) return null;
  return approval.approvedAt <= now ? "APPROVED" : "PENDING_APPROVAL";
}
