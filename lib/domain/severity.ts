import type { OperatingSystem } from "@/lib/domain/operating-system";

/** Our rank of the vendor's word, worst first. The word itself is kept and shown. */
export const severityRanks = ["critical", "high", "medium", "low", "unrated"] as const;

export type SeverityRank = (typeof severityRanks)[number];

/** The vendors' words that say how bad it is, in lower case. */
export const rankedWords: Readonly<Record<string, SeverityRank>> = {
  critical: "critical",
  important: "high",
  high: "high",
  moderate: "medium",
  medium: "medium",
  low: "low",
};

/** Ubuntu, Debian and Raspberry Pi OS report the package's priority here, whose "important" is no severity. */
export function reportsPriority(operatingSystem: OperatingSystem | null): boolean {
  return (
    operatingSystem === "UBUNTU" || operatingSystem === "DEBIAN" || operatingSystem === "RASPBIAN"
  );
}

/** How bad the vendor calls it; words that are no severity, and unknown words, are unrated. */
export function severityRank(
  severity: string | null,
  operatingSystem: OperatingSystem | null,
): SeverityRank {
  if (severity === null || reportsPriority(operatingSystem)) return "unrated";
  return rankedWords[severity.toLowerCase()] ?? "unrated";
}

/** Worst first: 0 is critical, 4 unrated. */
export function severityOrder(
  severity: string | null,
  operatingSystem: OperatingSystem | null,
): number {
  return severityRanks.indexOf(severityRank(severity, operatingSystem));
}
