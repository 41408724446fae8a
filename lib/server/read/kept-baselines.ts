import "server-only";
import { LRUCache } from "lru-cache";
import { sourceKey } from "@/lib/domain/source";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import { describePatchBaselines } from "@/lib/server/aws/describe-patch-baselines";
import { getPatchBaseline, type PatchBaselineAnswer } from "@/lib/server/aws/get-patch-baseline";
import { oncePerProcess } from "@/lib/server/process-wide";
import { KeptReading, readingOf } from "@/lib/server/kept-reading";
import { answered } from "@/lib/server/read/answered";
import { ensureAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import { apiPatience } from "@/lib/server/read/waiting";

/** Ten minutes: baselines change when a person changes them. */
export const baselinesKept = { keepMs: 600_000, retryMs: 30_000 };

type Listing = KeptReading<ReadonlyMap<string, PatchBaselineIdentity>>;

const listings = oncePerProcess("baseline-listings", () => new Map<string, Listing>());

/** The source's own baselines and AWS's, by short id. */
export function baselineListing(opened: OpenedSource): Listing {
  return readingOf(listings(), sourceKey(opened.source), () => {
    const read = async () => {
      await ensureAccount(opened);
      const listed = await describePatchBaselines(opened.clients);
      return new Map(listed.map((identity) => [identity.baselineId, identity]));
    };
    return new KeptReading(read, baselinesKept);
  });
}

/** A baseline with what the listing says of it; null when the source's baselines could not be listed. */
export interface ReadBaseline extends PatchBaselineAnswer {
  readonly identity: PatchBaselineIdentity | null;
}

type BaselineReading = KeptReading<ReadBaseline | "noSuchBaseline">;

/** Bounded, because ids come from addresses. */
const baselines = oncePerProcess(
  "baselines",
  () => new LRUCache<string, BaselineReading>({ max: 5_000 }),
);

/** AWS's own baselines answer to their ARN only, which the listing alone tells; own ones answer without it. */
async function readOne(
  opened: OpenedSource,
  baselineId: string,
): Promise<ReadBaseline | "noSuchBaseline"> {
  await ensureAccount(opened);
  const listing = await baselineListing(opened).ask(apiPatience);
  const identity = listing.value?.get(baselineId) ?? null;
  const answer = await getPatchBaseline(opened.clients, identity?.askFor ?? baselineId);
  if (answer !== "noSuchBaseline") return { ...answer, identity };
  // Without a listing it may be one of AWS's: why there is none is the answer then.
  answered(listing, opened.throttling);
  return answer;
}

/** The reading of one baseline by its short id. */
export function baselineReading(opened: OpenedSource, baselineId: string): BaselineReading {
  const key = `${sourceKey(opened.source)}/${baselineId}`;
  return readingOf(
    baselines(),
    key,
    () => new KeptReading(() => readOne(opened, baselineId), baselinesKept),
  );
}
