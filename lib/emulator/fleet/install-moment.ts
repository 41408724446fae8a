import type { Baseline } from "@/lib/emulator/baseline";
import type { InstalledRelease, Release } from "@/lib/emulator/patch-line";

import type { EndNode } from "./node";
import type { InstallRun, NodeSchedule } from "./node-schedule";
import { between, chance, hashPair, hashText } from "./random";
import type { ReleaseChain } from "./release-chain";

/** One history of releases as one node has it. */
export interface ChainOfNode {
  chain: ReleaseChain;
  /** The seed of what happens to it on this node. */
  key: number;
  node: EndNode;
  baseline: Baseline;
  schedule: NodeSchedule;
}

interface ApprovedRelease {
  release: Release;
  /** Epoch seconds. */
  approvedAt: number;
}

const day = 86_400;
const salt = { fails: hashText("installFails") };
/** The least time between an approval and the end of an Install that brings the patch. */
const leadSeconds = 60;

/**
 * When a release came on a node: with the first Install after its approval that did not fail. `byEnd` tells that it is there at the
 * node's end run; otherwise it comes after that. Null for what no Install of the node's life brings.
 */
export function installOf(
  of: ChainOfNode,
  approved: ApprovedRelease,
  byEnd: boolean,
): { installed: InstalledRelease | null; failedAt: number | null } {
  const { approvedAt, release } = approved;
  const installs = of.schedule.installs();
  const { endedAt } = of.node.run;
  const [first] = installs;
  const isOld = !first || approvedAt < first.run.endedAt - day;
  if (byEnd && (isOld || of.node.special !== null)) return { installed: null, failedAt: null };
  if (release.classification === "DefinitionUpdates" && (byEnd || approvedAt > endedAt))
    return { installed: { release, at: Math.floor(approvedAt) }, failedAt: null };
  let failedAt: number | null = null;
  for (let index = firstAfter(installs, approvedAt + leadSeconds); ; index += 1) {
    const install = installs[index];
    if (!install || (byEnd && install.run.endedAt > endedAt))
      return { installed: byEnd ? atEnd(of, approved) : null, failedAt };
    if (!byEnd && install.run.endedAt <= endedAt) continue;
    const last = byEnd && isLastBeforeEnd(install, of.node);
    if (!last && fails(of, install)) failedAt ??= install.run.endedAt;
    else return { installed: installedBy(install, release), failedAt };
  }
}

/** Installed within a week of its approval, and never after the last run: for what is older than the node's schedule. */
export function early(of: ChainOfNode, { release, approvedAt }: ApprovedRelease): InstalledRelease {
  const late = between(hashPair(of.key, Math.floor(release.releasedAt)), 2, [0, 6 * day]);
  return {
    release,
    at: Math.floor(Math.min(approvedAt + late, of.node.run.patchedAt - 600)),
  };
}

function installedBy(install: InstallRun, release: Release): InstalledRelease {
  const { run, restartedAt } = install;
  const at = Math.floor(run.endedAt) - leadSeconds / 2;
  return restartedAt > run.endedAt ? { release, at, restartedAt } : { release, at };
}

/** Approved between the last Install and the end run: it counts as installed at once. */
function atEnd(of: ChainOfNode, { release, approvedAt }: ApprovedRelease): InstalledRelease {
  return { release, at: Math.floor(Math.min(approvedAt + leadSeconds, of.node.run.patchedAt)) };
}

function isLastBeforeEnd({ dayOfLife, run }: InstallRun, node: EndNode): boolean {
  return dayOfLife <= 0 && run.endedAt >= node.run.patchedAt - day / 4;
}

function fails(of: ChainOfNode, install: InstallRun): boolean {
  if (install.fails) return true;
  const share = of.node.platform.operatingSystem === "WINDOWS" ? 0.05 : 0.025;
  return chance(hashPair(of.key, install.dayOfLife), salt.fails) < share;
}

/** The index of the first Install that ended at or after a moment. */
function firstAfter(installs: readonly InstallRun[], at: number): number {
  let low = 0;
  let high = installs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((installs[middle]?.run.endedAt ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
