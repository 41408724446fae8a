import "server-only";
import {
  GetPatchBaselineCommand,
  type GetPatchBaselineCommandOutput,
  type PatchFilterGroup as WireFilterGroup,
  type PatchRule as WireRule,
  type PatchSource as WireSource,
} from "@aws-sdk/client-ssm";
import { parseBaselineId } from "@/lib/domain/baseline-id";
import type {
  ApprovalRule,
  PatchBaseline,
  PatchFilterGroup,
  PatchSource,
} from "@/lib/domain/patch-baseline";
import { callAws } from "@/lib/server/aws/call-aws";
import { unlessNoSuchThing } from "@/lib/server/aws/no-such-thing-error";
import { redactedConfiguration } from "@/lib/server/aws/redacted-configuration";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import {
  booleanOrNull,
  countOrNull,
  presentRows,
  presentTexts,
  textOrNull,
  timeOrNull,
} from "@/lib/server/aws/wire-values";

/** A baseline in our words, and AWS's answer under its own names: of both, no credential leaves this folder. */
export interface PatchBaselineAnswer {
  readonly baseline: PatchBaseline;
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * A baseline, asked for by the `askFor` of DescribePatchBaselines: AWS-managed ones answer to their ARN only, and say
 * "noSuchBaseline" to the short id that nodes report (ssm:GetPatchBaseline). Throws AwsReadError.
 */
export function getPatchBaseline(
  clients: SourceClients,
  askFor: string,
  signal?: AbortSignal,
): Promise<PatchBaselineAnswer | "noSuchBaseline"> {
  return unlessNoSuchThing(readBaseline(clients, askFor, signal), "noSuchBaseline");
}

async function readBaseline(
  clients: SourceClients,
  askFor: string,
  signal?: AbortSignal,
): Promise<PatchBaselineAnswer> {
  const answer = await callAws(
    clients,
    "GetPatchBaseline",
    (options) => clients.ssm.send(new GetPatchBaselineCommand({ BaselineId: askFor }), options),
    signal,
  );
  return { baseline: toPatchBaseline(answer, askFor), raw: toRaw(answer) };
}

function toPatchBaseline(answer: GetPatchBaselineCommandOutput, askFor: string): PatchBaseline {
  // Whether AWS answers with the ARN or the short id for its own baselines is not documented.
  const names = [answer.BaselineId ?? "", askFor];
  return {
    baselineId: names.map(parseBaselineId).find((id) => id !== null) ?? askFor,
    arn: names.find((name) => name.startsWith("arn:")) ?? null,
    name: textOrNull(answer.Name),
    description: textOrNull(answer.Description),
    operatingSystem: textOrNull(answer.OperatingSystem),
    globalFilters: toFilterGroup(answer.GlobalFilters),
    approvalRules: { patchRules: presentRows(answer.ApprovalRules?.PatchRules).map(toRule) },
    approvedPatches: presentTexts(answer.ApprovedPatches),
    approvedPatchesComplianceLevel: textOrNull(answer.ApprovedPatchesComplianceLevel),
    approvedPatchesEnableNonSecurity: booleanOrNull(answer.ApprovedPatchesEnableNonSecurity),
    rejectedPatches: presentTexts(answer.RejectedPatches),
    rejectedPatchesAction: textOrNull(answer.RejectedPatchesAction),
    patchGroups: presentTexts(answer.PatchGroups),
    sources: presentRows(answer.Sources).map(toSource),
    availableSecurityUpdatesComplianceStatus: textOrNull(
      answer.AvailableSecurityUpdatesComplianceStatus,
    ),
    createdDate: timeOrNull(answer.CreatedDate),
    modifiedDate: timeOrNull(answer.ModifiedDate),
  };
}

function toFilterGroup(wire: WireFilterGroup | undefined): PatchFilterGroup {
  const patchFilters = presentRows(wire?.PatchFilters).map((filter) => ({
    key: filter.Key ?? "",
    values: presentTexts(filter.Values),
  }));
  return { patchFilters };
}

function toRule(rule: WireRule): ApprovalRule {
  return {
    patchFilterGroup: toFilterGroup(rule.PatchFilterGroup),
    complianceLevel: textOrNull(rule.ComplianceLevel),
    approveAfterDays: countOrNull(rule.ApproveAfterDays),
    approveUntilDate: textOrNull(rule.ApproveUntilDate),
    enableNonSecurity: booleanOrNull(rule.EnableNonSecurity),
  };
}

function toSource(source: WireSource): PatchSource {
  const configuration = textOrNull(source.Configuration);
  return {
    name: textOrNull(source.Name),
    products: presentTexts(source.Products),
    configuration: configuration === null ? null : redactedConfiguration(configuration),
  };
}

function toRaw({
  $metadata: _metadata,
  ...answer
}: GetPatchBaselineCommandOutput): Readonly<Record<string, unknown>> {
  const sources = presentRows(answer.Sources).map((source) => ({
    ...source,
    Configuration: toSource(source).configuration,
  }));
  const raw: Record<string, unknown> = {
    ...answer,
    ...(answer.Sources ? { Sources: sources } : {}),
    ...(answer.CreatedDate ? { CreatedDate: timeOrNull(answer.CreatedDate) } : {}),
    ...(answer.ModifiedDate ? { ModifiedDate: timeOrNull(answer.ModifiedDate) } : {}),
  };
  // A member that AWS did not send is none: `undefined` would be one in a React prop and none in JSON.
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
}
