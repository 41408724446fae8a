import type { InstalledRelease, PatchLine } from "@/lib/emulator/patch-line";

import type { AgingLine } from "./node-lines";

/** A line as an operation finds it that ended at a moment; both times in epoch seconds, `end` that of the node's end run. */
export function lineAt(aging: AgingLine, at: number, end: number): PatchLine {
  const { line, later, image, failures } = aging;
  if (at === end) return line;
  const come = at < end ? installedBy(line.installed, at) : withLater(aging, at);
  const installed = come.length === 0 && image ? installedBy([image], at) : come;
  return {
    ...line,
    installed: installed.map((one) => waiting(one, at)),
    failed:
      failures.length === 0 && later.length === 0
        ? line.failed === true && at > end
        : failures.some(({ from, until }) => from <= at && at < until),
  };
}

function installedBy(
  installed: readonly InstalledRelease[],
  moment: number,
): readonly InstalledRelease[] {
  return installed.every(({ at }) => at === null || at <= moment)
    ? installed
    : installed.filter(({ at }) => at === null || at <= moment);
}

function withLater({ line, later }: AgingLine, moment: number): readonly InstalledRelease[] {
  const come = installedBy(later, moment);
  return come.length === 0
    ? line.installed
    : [...line.installed, ...come].toSorted(
        (left, right) => left.release.releasedAt - right.release.releasedAt,
      );
}

/** A release installed without a restart waits until the node is restarted. */
function waiting(installed: InstalledRelease, moment: number): InstalledRelease {
  if (installed.restartedAt === undefined) return installed;
  return { ...installed, beforeReboot: moment < installed.restartedAt };
}
