import "server-only";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { sourceFleet } from "@/lib/server/read/source-fleet";
import { sourcesSoFar, sourceStatus } from "@/lib/server/read/sources";
import { settledWithin, type Patience } from "@/lib/server/settled-within";

/** How the reading of each source stands at this moment. Asks SSM nothing and waits for nobody. */
export async function readFreshness(viewer: Viewer): Promise<readonly SourceStatus[]> {
  const opened = await sourcesSoFar(viewer);
  return opened.map((each) => sourceStatus(each, sourceFleet(each).peek()));
}

/** Lets what is made beside this begin its own readings. */
const headStartMs = 5;

/**
 * The same, after waiting for the readings that the page itself has begun, so that page and top bar say one thing.
 * It begins none.
 */
export async function readFreshnessOfPage(
  viewer: Viewer,
  { waitMs }: Patience,
): Promise<readonly SourceStatus[]> {
  await new Promise((resolve) => {
    setTimeout(resolve, headStartMs);
  });
  const opened = await sourcesSoFar(viewer);
  const fleets = opened.map(sourceFleet);
  const begun = fleets.filter((fleet) => fleet.peek().reading).map((fleet) => fleet.refresh());
  await settledWithin(Promise.all(begun), waitMs);
  return readFreshness(viewer);
}
