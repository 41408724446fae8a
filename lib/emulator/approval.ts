import type { Baseline, PatchFilter, PatchRule } from "./baseline";
import type { Release } from "./patch-line";

/** What a baseline says of one release. */
export interface Approval {
  /** Epoch seconds from which the release is approved; null when nothing approves it. */
  approvedAt: number | null;
  complianceLevel: string;
  /** The approved list names it, whatever the rules say. */
  listed: boolean;
  rejected: boolean;
}

const secondsPerDay = 86_400;
const levels = ["UNSPECIFIED", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];
const none: Approval = {
  approvedAt: null,
  complianceLevel: "UNSPECIFIED",
  listed: false,
  rejected: false,
};
const patterns = new Map<string, RegExp>();
const cache = new WeakMap<Baseline, WeakMap<Release, Approval>>();

/**
 * Judges a release by a baseline: rejected list first, then the approved list, then global filters and rules.
 * Among several matching rules the earliest approval and the highest compliance level win. Answers are remembered.
 */
export function approvalOf(baseline: Baseline, release: Release): Approval {
  let known = cache.get(baseline);
  if (!known) {
    known = new WeakMap();
    cache.set(baseline, known);
  }
  let approval = known.get(release);
  if (!approval) {
    approval = judge(baseline, release);
    known.set(release, approval);
  }
  return approval;
}

function judge(baseline: Baseline, release: Release): Approval {
  if (baseline.RejectedPatches.some((entry) => namesRelease(entry, release))) {
    return { ...none, rejected: true };
  }
  if (baseline.ApprovedPatches.some((entry) => namesRelease(entry, release))) {
    return {
      approvedAt: release.releasedAt,
      complianceLevel: baseline.ApprovedPatchesComplianceLevel,
      listed: true,
      rejected: false,
    };
  }
  if (!baseline.GlobalFilters.PatchFilters.every((filter) => passes(filter, release))) return none;
  return baseline.ApprovalRules.PatchRules.filter((rule) =>
    ruleCovers(rule, release, baseline.OperatingSystem),
  ).reduce((best, rule) => better(best, rule, release), none);
}

function better(best: Approval, rule: PatchRule, release: Release): Approval {
  const at = ruleApprovedAt(rule, release);
  if (at === null) return best;
  return {
    approvedAt: best.approvedAt === null ? at : Math.min(best.approvedAt, at),
    complianceLevel:
      levels.indexOf(rule.ComplianceLevel) > levels.indexOf(best.complianceLevel)
        ? rule.ComplianceLevel
        : best.complianceLevel,
    listed: false,
    rejected: false,
  };
}

function ruleApprovedAt(rule: PatchRule, release: Release): number | null {
  if (rule.ApproveUntilDate !== undefined) {
    const endOfDay = Date.parse(`${rule.ApproveUntilDate}T00:00:00Z`) / 1000 + secondsPerDay;
    return release.releasedAt < endOfDay ? release.releasedAt : null;
  }
  return release.releasedAt + (rule.ApproveAfterDays ?? 0) * secondsPerDay;
}

/** On apt systems a rule without EnableNonSecurity reaches the security repositories only. */
function ruleCovers(rule: PatchRule, release: Release, operatingSystem: string): boolean {
  const apt =
    operatingSystem === "UBUNTU" || operatingSystem === "DEBIAN" || operatingSystem === "RASPBIAN";
  if (apt && !rule.EnableNonSecurity && release.classification !== "Security") return false;
  const patchSet = rule.PatchFilterGroup.PatchFilters.find((filter) => filter.Key === "PATCH_SET");
  if (!(patchSet?.Values ?? ["OS"]).includes(release.patchSet)) return false;
  return rule.PatchFilterGroup.PatchFilters.every((filter) => passes(filter, release));
}

function passes(filter: PatchFilter, release: Release): boolean {
  const value = filterValue(filter.Key, release);
  if (value === null) return true;
  return filter.Values.some(
    (wanted) => wanted === "*" || wanted.toLowerCase() === value.toLowerCase(),
  );
}

function filterValue(key: string, release: Release): string | null {
  switch (key) {
    case "PRODUCT":
      return release.product;
    case "CLASSIFICATION":
      return release.classification;
    case "SEVERITY":
    case "MSRC_SEVERITY":
    case "PRIORITY":
      return release.severity;
    case "PATCH_SET":
      return release.patchSet;
    case "PATCH_ID":
      return release.kbId;
    case "NAME":
      return release.kbId.replace(/\.[^.]+$/, "");
    default:
      return null;
  }
}

/** List entries are a KB id, `name`, `name.arch` or the whole title; `*` stands for anything. */
function namesRelease(entry: string, release: Release): boolean {
  const pattern = patternOf(entry);
  return (
    pattern.test(release.kbId) ||
    pattern.test(release.title) ||
    pattern.test(release.kbId.replace(/\.[^.]+$/, ""))
  );
}

function patternOf(entry: string): RegExp {
  const known = patterns.get(entry);
  if (known) return known;
  const text = entry.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", ".*");
  const pattern = new RegExp(`^${text}$`, "i");
  patterns.set(entry, pattern);
  return pattern;
}
