import "server-only";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesSoFar } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";

/** How the sweeps of each source stand, after waiting as long as `patience` allows for those never read before. */
export async function readFreshness(
  viewer: Viewer,
  patience: Patience,
): Promise<readonly SourceStatus[]> {
  const opened = await sourcesSoFar(viewer);
  return (await readSources(opened, patience)).map(({ status }) => status);
}
