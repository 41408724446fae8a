import { approvalOf } from "@/lib/emulator/approval";
import type { Baseline } from "@/lib/emulator/baseline";
import type { InstalledRelease, PatchLine, Release } from "@/lib/emulator/patch-line";

import { fillerLines, type FillerLines, type FillerShares } from "./filler-lines";
import { early, installOf, type ChainOfNode } from "./install-moment";
import type { EndNode } from "./node";
import type { NodeSchedule } from "./node-schedule";
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

/** Builds a platform's catalogue up to `horizon` (epoch seconds). */
export function platformCatalogue(platform: Platform, horizon: number): PlatformCatalogue {
  const windows = packageFormat(platform.operatingSystem) === "windows";
  const chains = windows ? windowsChains(platform, horizon) : packageChains(platform, horizon);
  const taken = new Set(chains.flatMap((chain) => chain.releases.map((release) => release.kbId)));
  return { chains, filler: fillerLines(platform, taken) };
}

/** A line as it is at the end, and what changes of it before and after. */
export interface AgingLine {
  line: PatchLine;
  /** What gets installed after the end. */
  later: readonly InstalledRelease[];
  /** What the image held, where nothing older is known. */
  image: InstalledRelease | null;
  /** Releases that an Install could not install for a while, with the moments in epoch seconds. */
  failures: readonly { from: number; until: number }[];
}

/** What is on an ordinary node and what could be, its filler left out: its baseline's approvals up to its last Install are installed. */
export function ordinaryLines(of: {
  node: EndNode;
  catalogue: PlatformCatalogue;
  baseline: Baseline;
  schedule: NodeSchedule;
}): AgingLine[] {
  const { node, catalogue } = of;
  const lines = catalogue.chains.flatMap((chain, index): AgingLine[] => {
    const key = hashPair(node.key, hashPair(salt.chain, index));
    if (!chain.everywhere && chance(key, 1) > 0.78) return [];
    return [chainLine({ ...of, chain, key })];
  });
  if (node.run.rebootDue) markRebootDue(lines, node, of.schedule.endRestartAt());
  if (node.platform.operatingSystem === "WINDOWS") lines.push(...previewLine(node));
  return lines;
}

/** A line that is the same over the node's whole life. */
export function unchanging(line: PatchLine): AgingLine {
  return { line, later: [], image: null, failures: [] };
}

function chainLine(of: ChainOfNode): AgingLine {
  const { chain, key, node, baseline, schedule } = of;
  const behind = node.run.patchedAt < node.run.endedAt;
  const held =
    behind && chance(key, salt.held) < 0.15 ? between(key, salt.held + 1, [5, 30]) * day : 0;
  const cutoff = node.run.patchedAt - held;
  const windows = node.platform.operatingSystem === "WINDOWS";
  const installed: InstalledRelease[] = [];
  const later: InstalledRelease[] = [];
  const failures: { from: number; until: number }[] = [];
  for (const release of chain.releases) {
    const { approvedAt } = approvalOf(baseline, release);
    const approved = { release, approvedAt: approvedAt ?? Infinity };
    if (approvedAt === null || (chain.kind === "updates" && release.releasedAt < node.imageBuiltAt))
      continue;
    const found = installOf(of, approved, approvedAt <= cutoff);
    if (approvedAt <= cutoff) installed.push(found.installed ?? early(of, approved));
    else if (found.installed) later.push(found.installed);
    if (windows && found.failedAt !== null)
      failures.push({ from: found.failedAt, until: found.installed?.at ?? Infinity });
  }
  const image = chain.kind === "package" ? imageInstall(chain, node) : null;
  if (installed.length === 0 && image) installed.push(image);
  const failed = windows && node.run.installFailed && chance(key, salt.failed) < 0.5;
  if (failed)
    failures.push({
      from: schedule.failedAt(),
      until: Math.min(...later.map(({ at }) => at ?? Infinity)),
    });
  return {
    line: { kind: chain.kind, releases: chain.releases, installed, applicable: true, failed },
    later,
    image,
    failures,
  };
}

function imageInstall(chain: ReleaseChain, node: EndNode): InstalledRelease | null {
  const image =
    chain.image ??
    chain.releases.findLast((release) => release.releasedAt <= node.registeredAt) ??
    chain.releases[0];
  return image ? { release: image, at: Math.floor(node.registeredAt) } : null;
}

/** The newest one to three installs wait for a restart. */
function markRebootDue(lines: AgingLine[], node: EndNode, restartedAt: number): void {
  const newest = lines
    .map(({ line }, index) => ({ index, at: line.installed.at(-1)?.release.releasedAt ?? 0 }))
    .toSorted((left, right) => right.at - left.at)
    .slice(0, between(node.key, salt.failed, [1, 3]));
  for (const { index } of newest) {
    const aging = lines[index];
    const last = aging?.line.installed.at(-1);
    if (!aging || !last) continue;
    const waiting = { ...last, beforeReboot: true, restartedAt };
    const installed = [...aging.line.installed.slice(0, -1), waiting];
    lines[index] = { ...aging, line: { ...aging.line, installed } };
  }
}

/** A preview update that some baselines reject and some nodes got before that. */
function previewLine(node: EndNode): AgingLine[] {
  if (chance(node.key, salt.preview) > 0.03) return [];
  return [unchanging(rejectedPreview(node))];
}

/** An installed preview update, KB5071203, which the Windows baselines reject. */
export function rejectedPreview(node: EndNode): PatchLine {
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

/** How much of its platform's filler a node has. */
export function fillerShares(node: EndNode): FillerShares {
  const deb = packageFormat(node.platform.operatingSystem) === "deb";
  return {
    approved: between(node.key, salt.filler + 1, [44, 75]),
    other: between(node.key, salt.filler, deb ? [260, 620] : [210, 340]),
    notApplicable: between(node.key, salt.filler + 2, [420, 2_240]),
  };
}
