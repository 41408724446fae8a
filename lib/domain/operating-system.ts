/** AWS's OperatingSystem words, as patch baselines use them. */
export const operatingSystems = [
  "WINDOWS",
  "AMAZON_LINUX",
  "AMAZON_LINUX_2",
  "AMAZON_LINUX_2022",
  "AMAZON_LINUX_2023",
  "UBUNTU",
  "REDHAT_ENTERPRISE_LINUX",
  "SUSE",
  "CENTOS",
  "ORACLE_LINUX",
  "DEBIAN",
  "MACOS",
  "RASPBIAN",
  "ROCKY_LINUX",
  "ALMA_LINUX",
] as const;

export type OperatingSystem = (typeof operatingSystems)[number];

const labels: Record<OperatingSystem, string> = {
  WINDOWS: "Windows Server",
  AMAZON_LINUX: "Amazon Linux 1",
  AMAZON_LINUX_2: "Amazon Linux 2",
  AMAZON_LINUX_2022: "Amazon Linux 2022",
  AMAZON_LINUX_2023: "Amazon Linux 2023",
  UBUNTU: "Ubuntu",
  REDHAT_ENTERPRISE_LINUX: "RHEL",
  SUSE: "SLES",
  CENTOS: "CentOS",
  ORACLE_LINUX: "Oracle Linux",
  DEBIAN: "Debian",
  MACOS: "macOS",
  RASPBIAN: "Raspberry Pi OS",
  ROCKY_LINUX: "Rocky Linux",
  ALMA_LINUX: "AlmaLinux",
};

/** What a person calls the operating system. */
export function operatingSystemLabel(operatingSystem: OperatingSystem): string {
  return labels[operatingSystem];
}

/** The word of an address or query: `amazon-linux-2023`. */
export function operatingSystemWord(operatingSystem: OperatingSystem): string {
  return operatingSystem.toLowerCase().replaceAll("_", "-");
}

/** The operating system that a query word or AWS's own spelling names, or null. */
export function parseOperatingSystem(text: string): OperatingSystem | null {
  const folded = text.toUpperCase().replaceAll("-", "_");
  return operatingSystems.find((operatingSystem) => operatingSystem === folded) ?? null;
}

/** What SSM says of a node's platform: names come from /etc/os-release, sw_vers or Win32_OperatingSystem. */
export interface Platform {
  readonly platformType: string | null;
  readonly platformName: string | null;
  readonly platformVersion: string | null;
}

const byName: ReadonlyArray<readonly [RegExp, OperatingSystem]> = [
  [/^ubuntu/i, "UBUNTU"],
  [/^debian/i, "DEBIAN"],
  [/^raspb/i, "RASPBIAN"],
  [/^red hat/i, "REDHAT_ENTERPRISE_LINUX"],
  [/^centos/i, "CENTOS"],
  [/^oracle/i, "ORACLE_LINUX"],
  [/^rocky/i, "ROCKY_LINUX"],
  [/^alma/i, "ALMA_LINUX"],
  [/^(?:sles|suse)/i, "SUSE"],
  [/^mac ?os/i, "MACOS"],
  [/windows/i, "WINDOWS"],
];

/** The OperatingSystem of a node, which SSM itself never says; null when the platform is not one we know. */
export function operatingSystemOf(platform: Platform): OperatingSystem | null {
  const name = platform.platformName ?? "";
  if (/^amazon linux/i.test(name)) return amazonLinux(platform.platformVersion ?? "");
  const named = byName.find(([pattern]) => pattern.test(name));
  if (named) return named[1];
  if (platform.platformType === "Windows") return "WINDOWS";
  return platform.platformType === "MacOS" ? "MACOS" : null;
}

function amazonLinux(version: string): OperatingSystem {
  if (version.startsWith("2023")) return "AMAZON_LINUX_2023";
  if (version.startsWith("2022")) return "AMAZON_LINUX_2022";
  return version === "2" || version.startsWith("2.") ? "AMAZON_LINUX_2" : "AMAZON_LINUX";
}

/** A short name of the node's own system: `Windows Server 2022`, `RHEL 9.4`, `Ubuntu 22.04`. */
export function platformLabel(platform: Platform): string | null {
  const operatingSystem = operatingSystemOf(platform);
  if (operatingSystem === null) {
    return [platform.platformName, platform.platformVersion].filter(Boolean).join(" ") || null;
  }
  if (operatingSystem === "WINDOWS") {
    const release = /Server (\d{4}(?: R2)?)/.exec(platform.platformName ?? "");
    return release?.[1]
      ? `Windows Server ${release[1]}`
      : (platform.platformName ?? labels.WINDOWS);
  }
  if (operatingSystem.startsWith("AMAZON_LINUX")) return labels[operatingSystem];
  return [labels[operatingSystem], platform.platformVersion].filter(Boolean).join(" ");
}

/**
 * Whether SSM can report CVE ids for this system at all. AWS names Amazon Linux, Oracle Linux, RHEL, Rocky, Alma and
 * SLES; apt, Windows, macOS and CentOS never carry them (user guide, "Patch compliance states").
 */
export function reportsCveIds(operatingSystem: OperatingSystem | null): boolean {
  switch (operatingSystem) {
    case "AMAZON_LINUX":
    case "AMAZON_LINUX_2":
    case "AMAZON_LINUX_2022":
    case "AMAZON_LINUX_2023":
    case "ORACLE_LINUX":
    case "REDHAT_ENTERPRISE_LINUX":
    case "ROCKY_LINUX":
    case "ALMA_LINUX":
    case "SUSE":
      return true;
    case "WINDOWS":
    case "UBUNTU":
    case "DEBIAN":
    case "RASPBIAN":
    case "MACOS":
    case "CENTOS":
    case null:
      return false;
  }
}
