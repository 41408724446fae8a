import { approvalOf } from "@/lib/emulator/approval";
import type { Baseline } from "@/lib/emulator/baseline";
import type { InstalledRelease, PatchLine, Release } from "@/lib/emulator/patch-line";

import { fillerLines, type FillerLines } from "./filler-lines";
import type { ManagedNode } from "./node";
import { packageChains } from "./package-chains";
import { packageFormat, type Platform } from "./platform";
import { between, chance, hashPair, hashText } from "./random";
import type { ReleaseChain } from "./release-chain";
import { windowsChains } from "./windows-chains";

const day = 86_400;
const salt = {
  chain: hashText("chain"),
  held: hashText("held"),
  filler: hashText("filler"),
  failed: hashText("failed"),
  preview: hashText("preview"),
};

/** Everything published for one platform, shared by its nodes. */
export interface PlatformCatalogue {
  chains: readonly ReleaseChain[];
  filler: FillerLines;
}

/** Builds a platform's catalogue up to `now` (epoch seconds). */
export function platformCatalogue(platform: Platform, now: number): PlatformCatalogue {
  const windows = packageFormat(platform.operatingSystem) === "windows";
  const chains = windows ? windowsChains(platform, now) : packageChains(platform, now);
  const taken = new Set(chains.flatMap((chain) => chain.releases.map((release) => release.kbId)));
  return { chains, filler: fillerLines(platform, taken) };
}

/** What is on an ordinary node and what could be: its baseline's approvals up to its last Install are installed. */
export function ordinaryLines(
  node: ManagedNode,
  catalogue: PlatformCatalogue,
  baseline: Baseline,
): PatchLine[] {
  const lines = catalogue.chains.flatMap((chain, index): PatchLine[] => {
    const key = hashPair(node.key, hashPair(salt.chain, index));
    if (!chain.everywhere && chance(key, 1) > 0.78) return [];
    return [chainLine({ chain, key, node, baseline })];
  });
  if (node.run.rebootDue) markRebootDue(lines, node);
  if (node.platform.operatingSystem === "WINDOWS") lines.push(...previewLine(node));
  return [...lines, ...takeFiller(node, catalogue.filler)];
}

function chainLine(of: {
  chain: ReleaseChain;
  key: number;
  node: ManagedNode;
  baseline: Baseline;
}): PatchLine {
  const { chain, key, node, baseline } = of;
  const behind = node.run.patchedAt < node.run.endedAt;
  const held =
    behind && chance(key, salt.held) < 0.15 ? between(key, salt.held + 1, [5, 30]) * day : 0;
  const cutoff = node.run.patchedAt - held;
  const installed: InstalledRelease[] = [];
  for (const release of chain.releases) {
    const { approvedAt } = approvalOf(baseline, release);
    if (
      approvedAt === null ||
      approvedAt > cutoff ||
      (chain.kind === "updates" && release.releasedAt < node.registeredAt)
    )
      continue;
    installed.push({ release, at: installTime({ release, approvedAt, key, node }) });
  }
  if (installed.length === 0 && chain.kind === "package")
    installed.push(...imageInstall(chain, node));
  const failed =
    node.platform.operatingSystem === "WINDOWS" &&
    node.run.installFailed &&
    chance(key, salt.failed) < 0.5;
  return {
    kind: chain.kind,
    releases: chain.releases,
    installed: chain.kind === "package" ? installed.slice(-1) : installed,
    applicable: true,
    failed,
  };
}

/** Installed within a week of its approval, and never after the last run. Windows reports whole days. */
function installTime(of: {
  release: Release;
  approvedAt: number;
  key: number;
  node: ManagedNode;
}): number {
  const late = between(hashPair(of.key, Math.floor(of.release.releasedAt)), 2, [0, 6 * day]);
  const at = Math.min(of.approvedAt + late, of.node.run.patchedAt - 600);
  return of.node.platform.operatingSystem === "WINDOWS"
    ? Math.floor(at / day) * day
    : Math.floor(at);
}

function imageInstall(chain: ReleaseChain, node: ManagedNode): InstalledRelease[] {
  const image =
    chain.releases.findLast((release) => release.releasedAt <= node.registeredAt) ??
    chain.releases[0];
  return image ? [{ release: image, at: Math.floor(node.registeredAt) }] : [];
}

/** The newest one to three installs wait for a restart. */
function markRebootDue(lines: PatchLine[], node: ManagedNode): void {
  const newest = lines
    .map((line, index) => ({ index, at: line.installed.at(-1)?.release.releasedAt ?? 0 }))
    .toSorted((left, right) => right.at - left.at)
    .slice(0, between(node.key, salt.failed, [1, 3]));
  for (const { index } of newest) {
    const line = lines[index];
    const last = line?.installed.at(-1);
    if (line && last)
      lines[index] = {
        ...line,
        installed: [...line.installed.slice(0, -1), { ...last, beforeReboot: true }],
      };
  }
}

/** A preview update that some baselines reject and some nodes got before that. */
function previewLine(node: ManagedNode): PatchLine[] {
  if (chance(node.key, salt.preview) > 0.03) return [];
  return [rejectedPreview(node)];
}

/** An installed preview update, KB5071203, which the Windows baselines reject. */
export function rejectedPreview(node: ManagedNode): PatchLine {
  const release = previewRelease(node.platform);
  return {
    kind: "package",
    releases: [release],
    installed: [{ release, at: Date.UTC(2025, 10, 28) / 1000 }],
    applicable: true,
  };
}

/** The preview update as Microsoft published it for a platform. */
export function previewRelease(platform: Platform): Release {
  return {
    kbId: "KB5071203",
    title: `2025-11 Preview Update for ${platform.platformName.replace("Microsoft ", "").replace(/ (Datacenter|Standard)/, "")} (KB5071203)`,
    classification: "Updates",
    severity: "Moderate",
    cveIds: [],
    releasedAt: Date.UTC(2025, 10, 25, 18) / 1000,
    product: platform.product,
    patchSet: "OS",
  };
}

function takeFiller(node: ManagedNode, filler: FillerLines): PatchLine[] {
  const deb = packageFormat(node.platform.operatingSystem) === "deb";
  const other = between(node.key, salt.filler, deb ? [260, 620] : [210, 340]);
  const notApplicable = between(node.key, salt.filler + 2, [420, 2_240]);
  return [
    ...filler.approved.slice(0, between(node.key, salt.filler + 1, [44, 75])),
    ...filler.other.slice(0, other),
    ...filler.notApplicable.slice(0, notApplicable),
  ];
}
