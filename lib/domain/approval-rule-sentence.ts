import type { ApprovalRule, PatchFilter } from "@/lib/domain/patch-baseline";
import { operatingSystemLabel, parseOperatingSystem } from "@/lib/domain/operating-system";
import { classifiedPatches, filterClauses, filterValues } from "@/lib/domain/patch-filter-words";
import { countOf, plain, strong, type Sentence } from "@/lib/domain/sentence";

/** Words before the values of a filter, in the order in which they are said. */
const prepositions: ReadonlyArray<readonly [key: string, words: string]> = [
  ["SEVERITY", "rated"],
  ["MSRC_SEVERITY", "rated"],
  ["PRIORITY", "of priority"],
  ["PATCH_SET", "for"],
  ["PRODUCT_FAMILY", "of the product family"],
  ["PRODUCT", "for"],
  ["SECTION", "in section"],
];

function said(filter: PatchFilter, words: string): Sentence {
  // "of any severity" where "rated any severity" would be no English.
  const any = filter.values.length === 1 && filter.values[0] === "*" && words !== "for";
  return [plain(` ${any ? "of" : words} `), ...filterValues(filter)];
}

function patchesOf(filters: readonly PatchFilter[]): Sentence {
  const classified = filters.find(({ key }) => key === "CLASSIFICATION");
  const others = filters.filter((filter) => filter !== classified);
  const known = prepositions.flatMap(([key, words]) =>
    others.filter((filter) => filter.key === key).map((filter) => said(filter, words)),
  );
  const rest = others.filter(({ key }) => !prepositions.some(([each]) => each === key));
  const clauses = rest.length === 0 ? [] : [plain(" "), ...filterClauses(rest)];
  const noun = filters.length === 0 ? [plain("every patch")] : [plain("patches")];
  return [...(classified ? classifiedPatches(classified) : noun), ...known.flat(), ...clauses];
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** AWS's `2026-06-30` as `30 Jun 2026`; anything else stays as it came. */
function dayLabel(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${String(year)}`;
}

function afterDays(days: number): Sentence {
  return days === 0
    ? [plain(", "), strong("at once")]
    : [plain(", "), strong(countOf(days, "day")), plain(" after release")];
}

/** apt repositories tell no release date, so AWS documents neither a delay nor a date for them. */
function hasNoReleaseDates(operatingSystem: string | null): boolean {
  return operatingSystem === "DEBIAN" || operatingSystem === "UBUNTU";
}

function systemName(operatingSystem: string | null): string {
  const known = parseOperatingSystem(operatingSystem ?? "");
  return known === null ? (operatingSystem ?? "this system") : operatingSystemLabel(known);
}

function timing(rule: ApprovalRule, operatingSystem: string | null): Sentence {
  const { approveAfterDays, approveUntilDate } = rule;
  const dateless = hasNoReleaseDates(operatingSystem);
  const atOnce = approveAfterDays === 0 && approveUntilDate === null;
  if (approveAfterDays === null && approveUntilDate === null) {
    return [
      plain(", "),
      strong("with no delay and no date given"),
      plain(dateless ? `: AWS documents neither for ${systemName(operatingSystem)}.` : "."),
    ];
  }
  return [
    ...(approveUntilDate === null
      ? []
      : [plain(", released up to and including "), strong(dayLabel(approveUntilDate))]),
    ...(approveAfterDays === null ? [] : afterDays(approveAfterDays)),
    plain(
      dateless && !atOnce
        ? `. AWS documents no approval delay for ${systemName(operatingSystem)}.`
        : ".",
    ),
  ];
}

/**
 * An approval rule as a person would say it: "Approve security updates rated Critical or Important for Windows Server
 * 2022, 7 days after release." Every value of every filter is in it once; keys and words we do not know stand as they
 * came. `operatingSystem` is the baseline's.
 */
export function approvalRuleSentence(rule: ApprovalRule, operatingSystem: string | null): Sentence {
  return [
    plain("Approve "),
    ...patchesOf(rule.patchFilterGroup.patchFilters),
    ...timing(rule, operatingSystem),
  ];
}

/** What a rule or the approved list makes of non-security updates; null where AWS said nothing or it means nothing. */
export function nonSecuritySentence(
  enableNonSecurity: boolean | null,
  operatingSystem: string | null,
): Sentence | null {
  if (enableNonSecurity === null) return null;
  const linux = operatingSystem !== "WINDOWS" && operatingSystem !== "MACOS";
  if (linux) {
    return enableNonSecurity
      ? [plain("Includes "), strong("non-security updates"), plain(".")]
      : [plain("Does not include "), strong("non-security updates"), plain(".")];
  }
  if (!enableNonSecurity) return null;
  return [
    plain("Asks for "),
    strong("non-security updates"),
    plain(", which AWS documents for Linux nodes only."),
  ];
}
