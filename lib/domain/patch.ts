import type { PatchState } from "@/lib/domain/patch-state";

/** One row of DescribeInstancePatches: a patch on one node. `null` is where AWS said nothing. */
export interface Patch {
  readonly kbId: string;
  readonly title: string | null;
  readonly classification: string | null;
  /** The vendor's own word, free text per operating system. */
  readonly severity: string | null;
  readonly state: PatchState;
  /** ISO 8601 UTC; null also for the sentinels (1970, year 1) that SSM sends where no time is known. */
  readonly installedTime: string | null;
  /** Only Missing and Failed rows of some systems carry any: an empty list is never "no CVEs". */
  readonly cveIds: readonly string[];
}
