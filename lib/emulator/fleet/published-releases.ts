import type { PatchLine, Release } from "@/lib/emulator/patch-line";

import { previewRelease, type PlatformCatalogue } from "./node-lines";
import { platforms, type Platform } from "./platform";

/**
 * Everything that a vendor publishes for an operating system over the fleet's life, oldest first: the releases that nodes can
 * have or miss. Rows without a title (image contents, drivers, what does not apply) are in no vendor's list.
 */
export function allReleases(of: {
  operatingSystem: string;
  catalogueOf: (platform: Platform) => PlatformCatalogue;
  /** Lines of nodes that have patches of their own. */
  lines: readonly PatchLine[];
}): readonly Release[] {
  const known = new Map<string, Release>();
  const add = (release: Release): void => {
    const listed = release.title !== "" && release.classification !== "";
    const key = `${release.kbId}\n${release.title}\n${release.product}`;
    if (listed && !known.has(key)) known.set(key, release);
  };
  for (const platform of platforms) {
    if (platform.operatingSystem !== of.operatingSystem) continue;
    const { chains, filler } = of.catalogueOf(platform);
    for (const chain of chains) chain.releases.forEach(add);
    for (const line of filler.approved) line.releases.forEach(add);
    if (platform.operatingSystem === "WINDOWS") add(previewRelease(platform));
  }
  for (const line of of.lines) line.releases.forEach(add);
  return [...known.values()].toSorted((left, right) => left.releasedAt - right.releasedAt);
}

/** True for a release that its vendor lists at a moment (epoch seconds). */
export function isListed(release: Release, at: number): boolean {
  return release.releasedAt <= at && at < (release.listedUntil ?? Infinity);
}
