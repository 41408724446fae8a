import patchData from "@/lib/emulator/data/patches.json";
import type { Release } from "@/lib/emulator/patch-line";

import { bumpVersion } from "./bump-version";
import { packageFormat, type Platform } from "./platform";
import { between, chance, hashPair, hashText } from "./random";
import { imageRelease, type ReleaseChain } from "./release-chain";

interface Sample {
  kbId: string;
  title: string;
  classification: string;
  severity: string;
  cveIds: string[];
  releaseDate: string;
  product: string;
}

const day = 86_400;
const rhythmStart = Date.UTC(2024, 0, 1) / 1000;
const samplesBySystem: Record<string, Sample[]> = patchData;

/**
 * The package histories of a Linux or macOS platform: the sampled builds, then further builds in a steady trickle up to `horizon`.
 * Packages of one source (glibc, glibc-common) are released together and share their CVE ids, also across platforms.
 */
export function packageChains(platform: Platform, horizon: number): ReleaseChain[] {
  const groups = new Map<string, Release[]>();
  for (const sample of samplesBySystem[platform.operatingSystem] ?? []) {
    if (!belongsTo(sample, platform) || /\d+\.\d+\.\d+-\d+/.test(sample.kbId)) continue;
    const name = chainName(sample.kbId);
    groups.set(name, [...(groups.get(name) ?? []), releaseOf(sample, platform.product)]);
  }
  return [...groups].map(([name, releases]) => {
    const known = releases.toSorted((left, right) => left.releasedAt - right.releasedAt);
    const last = known.at(-1);
    const later = last ? trickle({ name, last, platform, horizon }) : [];
    const image = imageRelease(last?.kbId ?? name, platform.product);
    return {
      kind: "package",
      releases: [image, ...known.filter((release) => release.releasedAt <= horizon), ...later],
      everywhere: /^(kernel|linux-image|glibc|libc6|openssl|macos)/i.test(name),
    };
  });
}

/** The source a package is built from, as far as its name tells. */
function sourceOf(kbId: string): string {
  return (/^[A-Za-z]+[0-9]*[A-Za-z]*/.exec(kbId.replace(/^lib/, ""))?.[0] ?? kbId).toLowerCase();
}

function trickle(chain: {
  name: string;
  last: Release;
  platform: Platform;
  horizon: number;
}): Release[] {
  const source = hashText(sourceOf(chain.name));
  const period = between(source, 1, [24, 66]) * day;
  const phase =
    between(source, 2, [0, 60]) * day +
    between(hashPair(source, hashText(chain.platform.code)), 3, [0, 6 * day]);
  const releases: Release[] = [];
  let previous = chain.last;
  let slot = Math.max(0, Math.floor((previous.releasedAt - rhythmStart - phase) / period) + 1);
  for (;;) {
    const releasedAt = rhythmStart + phase + slot * period;
    if (releasedAt > chain.horizon) return releases;
    if (releasedAt > previous.releasedAt + 3 * day) {
      previous = laterRelease(previous, {
        releasedAt,
        key: hashPair(source, slot),
        platform: chain.platform,
      });
      releases.push(previous);
    }
    slot += 1;
  }
}

function laterRelease(
  previous: Release,
  next: { releasedAt: number; key: number; platform: Platform },
): Release {
  const format = packageFormat(next.platform.operatingSystem);
  const security = chance(next.key, 4) < 0.78;
  const { kbId, title } = bumpVersion(previous, next.platform.operatingSystem);
  const words =
    format === "rpm"
      ? rpmWords(next.platform.operatingSystem, next.key, security)
      : unratedWords(previous, security);
  const cveIds = security && format === "rpm" ? inventedCveIds(next.key, next.releasedAt) : [];
  return { ...previous, kbId, title, ...words, cveIds, releasedAt: next.releasedAt };
}

function rpmWords(
  operatingSystem: string,
  key: number,
  security: boolean,
): Pick<Release, "classification" | "severity"> {
  if (!security)
    return operatingSystem === "SUSE"
      ? { classification: "Recommended", severity: "Moderate" }
      : { classification: "Bugfix", severity: "None" };
  const luck = chance(key, 5);
  const middle = operatingSystem.startsWith("AMAZON") ? "Medium" : "Moderate";
  if (luck < 0.05) return { classification: "Security", severity: "Critical" };
  if (luck < 0.5) return { classification: "Security", severity: "Important" };
  return { classification: "Security", severity: luck < 0.88 ? middle : "Low" };
}

/** apt and macOS keep a package's own priority or none; only the pocket tells security. */
function unratedWords(
  previous: Release,
  security: boolean,
): Pick<Release, "classification" | "severity"> {
  const apt = previous.classification === "Security" || previous.classification === "";
  return {
    classification: apt ? aptPocket(security) : previous.classification,
    severity: previous.severity,
  };
}

function aptPocket(security: boolean): string {
  return security ? "Security" : "";
}

function inventedCveIds(key: number, releasedAt: number): string[] {
  const year = new Date(releasedAt * 1000).getUTCFullYear();
  return Array.from(
    { length: between(key, 6, [1, 4]) },
    (_, index) => `CVE-${year}-${between(hashPair(key, index), 7, [20_000, 69_999])}`,
  );
}

function releaseOf(sample: Sample, product: string): Release {
  const { kbId, title, classification, severity, cveIds } = sample;
  return {
    kbId,
    title,
    classification,
    severity,
    cveIds,
    releasedAt: Date.parse(`${sample.releaseDate}T12:00:00Z`) / 1000,
    product,
    patchSet: "OS",
  };
}

/** Major release decides on rpm systems (el8, el9), the exact product elsewhere. */
function belongsTo(sample: Sample, platform: Platform): boolean {
  const enterprise = /^(RHEL|ROCKY|ORACLE|REDHAT)/.test(platform.operatingSystem);
  if (enterprise) return sample.title.includes(`el${platform.platformVersion.split(".")[0] ?? ""}`);
  if (platform.operatingSystem === "UBUNTU" || platform.operatingSystem === "MACOS")
    return sample.product === platform.product;
  return true;
}

/** macOS names its releases with their version; the chain is what stays the same. */
function chainName(kbId: string): string {
  return kbId.startsWith("macOS ") ? kbId.replace(/ [\d.]+$/, "") : kbId;
}
