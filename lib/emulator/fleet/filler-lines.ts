import packageNames from "@/lib/emulator/data/package-names.json";
import type { PatchLine, Release } from "@/lib/emulator/patch-line";

import { packageFormat, type Platform } from "./platform";
import { between, chance, hashPair, hashText, pick } from "./random";

/** What fills a node up to a realistic number of rows: patches that never need attention. */
export interface FillerLines {
  /** Installed and approved by the usual rules. */
  approved: readonly PatchLine[];
  /** Installed and outside every usual rule: base packages, drivers. */
  other: readonly PatchLine[];
  /** Windows only: updates of features that the node does not have. */
  notApplicable: readonly PatchLine[];
}

/** The numbers of filler lines that a node has, from the first of each kind. */
export type FillerShares = Record<keyof FillerLines, number>;

/** A node's own filler. */
export function takeFiller(filler: FillerLines, shares: FillerShares): PatchLine[] {
  return [
    ...filler.approved.slice(0, shares.approved),
    ...filler.other.slice(0, shares.other),
    ...filler.notApplicable.slice(0, shares.notApplicable),
  ];
}

const imageBuiltAt = Date.UTC(2024, 2, 14, 6, 12, 41) / 1000;
const windowsApps = [
  "Microsoft Visual Studio 2019",
  "Microsoft Office 2019",
  "SQL Server 2019 RTM",
  "Windows Defender Platform",
  "Microsoft OLE DB Driver",
  "ASP.NET Core 6.0",
  "Microsoft Exchange Server 2019",
  "Windows PowerShell",
];

/** The filler of a platform, the same for every node; a node takes the first so many of each. */
export function fillerLines(platform: Platform, taken: ReadonlySet<string>): FillerLines {
  switch (packageFormat(platform.operatingSystem)) {
    case "windows":
      return windowsFiller(platform);
    case "macos":
      return {
        approved: [],
        other: macOsNames
          .filter((name) => !taken.has(name))
          .map((name) => installedLine(release(name, platform))),
        notApplicable: [],
      };
    case "rpm":
      return packageFiller(
        packageNames.rpm.map((kbId) => ({ kbId, severity: "Important" })),
        platform,
        taken,
      );
    case "deb":
      return packageFiller(debNames(), platform, taken);
  }
}

const macOsNames = [
  "jq",
  "wget",
  "tree",
  "openssl@3",
  "python@3.12",
  "node",
  "awscli",
  "ca-certificates",
  "gettext",
  "htop",
  "libgit2",
  "pcre2",
  "readline",
  "ripgrep",
  "sqlite",
  "xz",
  "zstd",
  "coreutils",
  "gnupg",
  "cmake",
];

function debNames(): { kbId: string; severity: string }[] {
  return Object.entries(packageNames.debByPriority)
    .flatMap(([severity, names]) => names.map((name) => ({ kbId: `${name}.amd64`, severity })))
    .toSorted((left, right) => hashText(left.kbId) - hashText(right.kbId));
}

function packageFiller(
  names: readonly { kbId: string; severity: string }[],
  platform: Platform,
  taken: ReadonlySet<string>,
): FillerLines {
  const approved: PatchLine[] = [];
  const other: PatchLine[] = [];
  for (const { kbId, severity } of names) {
    if (taken.has(kbId)) continue;
    const key = hashText(kbId);
    if (chance(key, 1) < 0.17)
      approved.push(installedLine(securityBuild({ kbId, severity, key, platform })));
    else other.push(installedLine(release(kbId, platform)));
  }
  return { approved, other, notApplicable: [] };
}

function securityBuild(build: {
  kbId: string;
  severity: string;
  key: number;
  platform: Platform;
}): Release {
  const version = `${between(build.key, 2, [0, 9])}.${between(build.key, 3, [0, 40])}.${between(build.key, 4, [0, 20])}`;
  const deb = packageFormat(build.platform.operatingSystem) === "deb";
  const title = deb
    ? `${build.kbId}:${version}-1${build.platform.operatingSystem === "UBUNTU" ? "ubuntu0." : "+deb12u"}${between(build.key, 5, [1, 9])}`
    : `${build.kbId}:0:${version}-${between(build.key, 5, [1, 60])}.${distribution(build.platform)}`;
  return {
    ...release(build.kbId, build.platform),
    title,
    classification: "Security",
    severity: build.severity,
    releasedAt: imageBuiltAt - between(build.key, 6, [30, 300]) * 86_400,
  };
}

function distribution(platform: Platform): string {
  const tags: Record<string, string> = {
    AMAZON_LINUX_2: "amzn2",
    AMAZON_LINUX_2023: "amzn2023",
    SUSE: "150500.3.1",
  };
  return tags[platform.operatingSystem] ?? `el${platform.platformVersion.split(".")[0] ?? "9"}`;
}

function windowsFiller(platform: Platform): FillerLines {
  const key = hashText(platform.product);
  const number = (index: number, salt: number): string =>
    `KB${2_100_000 + salt * 700_000 + index * 211 + between(hashPair(key, index), salt, [0, 200])}`;
  const approved = Array.from({ length: 90 }, (_, index) => {
    const kbId = number(index, 4);
    const month = `202${2 + (index % 2)}-${String((index % 12) + 1).padStart(2, "0")}`;
    const title = `${month} Security Update for ${pick(hashPair(key, index), 3, windowsApps)} (${kbId})`;
    const releasedAt = Date.parse(`${month}-10T18:00:00Z`) / 1000;
    return installedLine({
      ...release(kbId, platform),
      title,
      classification: "SecurityUpdates",
      severity: "Important",
      releasedAt,
    });
  });
  const other = Array.from({ length: 340 }, (_, index) =>
    installedLine({
      ...release(number(index, 3), platform),
      classification: "Drivers",
      severity: "Unspecified",
    }),
  );
  const notApplicable = Array.from({ length: 2_500 }, (_, index): PatchLine => ({
    kind: "updates",
    releases: [release(number(index, 0), platform)],
    installed: [],
    applicable: false,
  }));
  return { approved, other, notApplicable };
}

function release(kbId: string, platform: Platform): Release {
  return {
    kbId,
    title: "",
    classification: "",
    severity: "",
    cveIds: [],
    releasedAt: imageBuiltAt - 400 * 86_400,
    product: platform.product,
    patchSet: "OS",
  };
}

function installedLine(build: Release): PatchLine {
  return {
    kind: "package",
    releases: [build],
    installed: [{ release: build, at: installedAt(build) }],
    applicable: true,
  };
}

/** Some rows carry no time at all on the wire: nothing recorded when the package came. */
function installedAt(build: Release): number | null {
  const key = hashText(build.kbId);
  return chance(key, 8) < 0.03 ? null : imageBuiltAt + between(key, 9, [0, 5_000]);
}
