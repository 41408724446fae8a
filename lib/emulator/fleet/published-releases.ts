import type { PatchLine, Release } from "@/lib/emulator/patch-line";

import { previewRelease, type PlatformCatalogue } from "./node-lines";
import { platforms, type Platform } from "./platform";

/**
 * What a vendor has published for an operating system up to `now` (epoch seconds), oldest first: the releases that nodes can
 * have or miss. Rows without a title (image contents, drivers, what does not apply) are in no vendor's list.
 */
export function publishedReleases(of: {
  operatingSystem: string;
  now: number;
  catalogueOf: (platform: Platform) => PlatformCatalogue;
  /** Lines of nodes that have patches of their own. */
  lines: readonly PatchLine[];
}): readonly Release[] {
  const known = new Map<string, Release>();
  const add = (release: Release): void => {
    const listed = release.title !== "" && release.classification !== "";
    const key = `${release.kbId}\n${release.title}\n${release.product}`;
    if (listed && release.releasedAt <= of.now && !known.has(key)) known.set(key, release);
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
