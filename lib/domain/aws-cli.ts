import type { BaselineOwner } from "@/lib/domain/patch-baseline";
import type { KnownPatchState } from "@/lib/domain/patch-state";
import type { Source } from "@/lib/domain/source";

/** A word for a POSIX shell, quoted only where it must be: patch group names hold spaces. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What the CLI can filter by; SSM compares whole values and knows no text search. */
export interface PatchCommandFilters {
  readonly states?: readonly KnownPatchState[];
  readonly severities?: readonly string[];
  readonly classifications?: readonly string[];
  readonly kbIds?: readonly string[];
}

/** The AWS CLI command that lists a node's patches, to check Patchboard against. */
export function describeInstancePatchesCommand(
  source: Source,
  instanceId: string,
  filters: PatchCommandFilters,
): string {
  const keys: ReadonlyArray<readonly [string, readonly string[] | undefined]> = [
    ["State", filters.states],
    ["Severity", filters.severities],
    ["Classification", filters.classifications],
    ["KBId", filters.kbIds],
  ];
  const given = keys.flatMap(([key, values]) =>
    values && values.length > 0 ? [shellWord(`Key=${key},Values=${values.join(",")}`)] : [],
  );
  const filterWords = given.length > 0 ? ["--filters", ...given] : [];
  return [
    "aws ssm describe-instance-patches",
    "--instance-id",
    shellWord(instanceId),
    ...filterWords,
    "--region",
    shellWord(source.region),
  ].join(" ");
}

/** As many nodes as DescribeInstancePatchStates takes at once. */
const mostIds = 50;

/** The AWS CLI commands that show the counts of many nodes of one source, 50 nodes a command. */
export function describeInstancePatchStatesCommands(
  { region }: Pick<Source, "region">,
  instanceIds: readonly string[],
): readonly string[] {
  return Array.from({ length: Math.ceil(instanceIds.length / mostIds) }, (_, batch) => {
    const ids = instanceIds.slice(batch * mostIds, (batch + 1) * mostIds).map(shellWord);
    return `aws ssm describe-instance-patch-states --instance-ids ${ids.join(" ")} --region ${shellWord(region)}`;
  });
}

/** The command that scans a node. Patchboard never runs it: its role may only read. */
export function scanCommand(source: Source, instanceId: string): string {
  return `aws ssm send-command --document-name AWS-RunPatchBaseline --parameters Operation=Scan --targets Key=InstanceIds,Values=${shellWord(instanceId)} --region ${shellWord(source.region)}`;
}

/** The AWS CLI command that lists a Region's baselines, own ones and AWS's. */
export function describePatchBaselinesCommand(region: string): string {
  return `aws ssm describe-patch-baselines --region ${shellWord(region)}`;
}

/** How AWS wants a baseline named: its own answer to their ARN only. */
export interface NamedBaseline extends Source {
  readonly owner: BaselineOwner;
  readonly baselineId: string;
  readonly arn: string;
}

function baselineArguments({ owner, baselineId, arn, region }: NamedBaseline): string {
  return `--baseline-id ${shellWord(owner === "aws" ? arn : baselineId)} --region ${shellWord(region)}`;
}

/** The AWS CLI command that shows a baseline. */
export function getPatchBaselineCommand(baseline: NamedBaseline): string {
  return `aws ssm get-patch-baseline ${baselineArguments(baseline)}`;
}

/** The AWS CLI command that lists what a Windows baseline makes of each patch. */
export function describeEffectivePatchesCommand(baseline: NamedBaseline): string {
  return `aws ssm describe-effective-patches-for-patch-baseline ${baselineArguments(baseline)}`;
}
