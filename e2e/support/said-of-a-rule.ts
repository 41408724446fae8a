import type { PatchFilter, PatchRule } from "@aws-sdk/client-ssm";

/** What a person reads where AWS says so. Only the words that the special baselines use. */
const spelled: ReadonlyArray<readonly [RegExp, string]> = [
  [/^RedhatEnterpriseLinux(.+)$/, "Red Hat Enterprise Linux $1"],
  [/^WindowsServer(\d+)$/, "Windows Server $1"],
  [/^SecurityUpdates$/, "security updates"],
  [/^CriticalUpdates$/, "critical updates"],
];

const nouns: Readonly<Record<string, string>> = {
  PRODUCT: "product",
  CLASSIFICATION: "classification",
  SEVERITY: "severity",
  MSRC_SEVERITY: "MSRC severity",
  SECTION: "section",
  REPOSITORY: "repository",
};

function spell(key: string, value: string): string {
  if (value === "*") return `any ${nouns[key] ?? key}`;
  return spelled.reduce((word, [pattern, words]) => word.replace(pattern, words), value);
}

/** Every value of some filters as a person reads it. */
export function saidValues(filters: readonly PatchFilter[] | undefined): string[] {
  return (filters ?? []).flatMap(({ Key = "", Values = [] }) =>
    Values.map((value) => spell(Key, value)),
  );
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `18 Nov 2026`, by the calendar of UTC. */
export function saidDay(date: Date | undefined): string {
  if (date === undefined) return "–";
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `18 Nov 2026, 21:00 UTC`. */
export function saidMoment(date: Date | undefined): string {
  return `${saidDay(date)}, ${date?.toISOString().slice(11, 16)} UTC`;
}

/** When a rule approves, in words. */
export function saidTiming({ ApproveAfterDays, ApproveUntilDate }: PatchRule): string {
  if (ApproveUntilDate !== undefined) {
    return `released up to and including ${saidDay(new Date(ApproveUntilDate))}`;
  }
  if (ApproveAfterDays === 0) return "at once";
  return ApproveAfterDays === 1 ? "1 day after release" : `${ApproveAfterDays} days after release`;
}

/** `CRITICAL` as `Critical`. */
export function saidLevel(level: string | undefined): string {
  return level === undefined ? "not set" : level.charAt(0) + level.slice(1).toLowerCase();
}
