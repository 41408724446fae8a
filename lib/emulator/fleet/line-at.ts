import type { InstalledRelease, PatchLine } from "@/lib/emulator/patch-line";

import type { AgingLine } from "./node-lines";

/** A line as an operation finds it that ended at a moment; both times in epoch seconds, `end` that of the node's end run. */
export function lineAt(aging: AgingLine, at: number, end: number): PatchLine {
  if (at === end) return aging.line;
  const { kind, releases, applicable, reportedState } = aging.line;
  const installed = kind === "package" ? lastBuild(aging, at, end) : updates(aging, at, end);
  return {
    kind,
    releases,
    installed: installed.map((one) => waiting(one, at)),
    applicable,
    failed: hasFailed(aging, at, end),
    ...(reportedState === undefined ? {} : { reportedState }),
  };
}

/** Of a package's builds the newest counts. */
function lastBuild(
  { line, later, image }: AgingLine,
  at: number,
  end: number,
): readonly InstalledRelease[] {
  const before = at < end ? lastBy(line.installed, at) : line.installed.at(-1);
  const after = at < end ? undefined : lastBy(later, at);
  const isNewer = after && after.release.releasedAt > (before?.release.releasedAt ?? -Infinity);
  const found = isNewer ? after : (before ?? (image ? lastBy([image], at) : undefined));
  return found ? [found] : [];
}

function updates({ line, later }: AgingLine, at: number, end: number): readonly InstalledRelease[] {
  if (at < end) return line.installed.filter((one) => hasCome(one, at));
  const come = later.filter((one) => hasCome(one, at));
  if (come.length === 0) return line.installed;
  return [...line.installed, ...come].toSorted(
    (left, right) => left.release.releasedAt - right.release.releasedAt,
  );
}

function lastBy(installed: readonly InstalledRelease[], at: number): InstalledRelease | undefined {
  return installed.findLast((one) => hasCome(one, at));
}

function hasCome(installed: InstalledRelease, moment: number): boolean {
  return installed.at === null || installed.at <= moment;
}

/** A failure that no Install of its own tells of, a special node's, is one from the end on. */
function hasFailed({ line, later, failures }: AgingLine, at: number, end: number): boolean {
  if (failures.length > 0) return failures.some(({ from, until }) => from <= at && at < until);
  return line.failed === true && later.length === 0 && at > end;
}

/** A release installed without a restart waits until the node is restarted. */
function waiting(installed: InstalledRelease, moment: number): InstalledRelease {
  if (installed.restartedAt === undefined) return installed;
  return { ...installed, beforeReboot: moment < installed.restartedAt };
}
