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

/** The AWS CLI command that shows a node's counts. */
export function describeInstancePatchStatesCommand(source: Source, instanceId: string): string {
  return `aws ssm describe-instance-patch-states --instance-ids ${shellWord(instanceId)} --region ${shellWord(source.region)}`;
}

/** The command that scans a node. Patchboard never runs it: its role may only read. */
export function scanCommand(source: Source, instanceId: string): string {
  return `aws ssm send-command --document-name AWS-RunPatchBaseline --parameters Operation=Scan --targets Key=InstanceIds,Values=${shellWord(instanceId)} --region ${shellWord(source.region)}`;
}
