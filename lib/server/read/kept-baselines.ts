import "server-only";
import { LRUCache } from "lru-cache";
import { sourceKey } from "@/lib/domain/source";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import { describePatchBaselines } from "@/lib/server/aws/describe-patch-baselines";
import { getPatchBaseline, type PatchBaselineAnswer } from "@/lib/server/aws/get-patch-baseline";
import { oncePerProcess } from "@/lib/server/process-wide";
import { KeptReading, readingOf, type Kept } from "@/lib/server/kept-reading";
import { answered } from "@/lib/server/read/answered";
import { ensureAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import { apiPatience } from "@/lib/server/read/waiting";
import type { Patience } from "@/lib/server/settled-within";
import type { Queryable } from "@/lib/server/store/database";
import { loadSource } from "@/lib/server/store/sources";
import { loadBaseline } from "@/lib/server/store/stored-baselines";

/** Ten minutes: baselines change when a person changes them. */
export const baselinesKept = { keepMs: 600_000, retryMs: 30_000 };

type Listing = KeptReading<ReadonlyMap<string, PatchBaselineIdentity>>;

const listings = oncePerProcess("baseline-listings", () => new Map<string, Listing>());

/** The source's own baselines and AWS's, by short id, where no sweep has listed them. */
function baselineListing(opened: OpenedSource): Listing {
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

/** What the last listing in the store says of a baseline; "unlisted": no sweep has listed the source's baselines. */
async function listedIdentity(
  on: Queryable,
  { sourceNo }: OpenedSource,
  baselineId: string,
): Promise<PatchBaselineIdentity | null | "unlisted"> {
  const stored = await loadBaseline(on, sourceNo, baselineId);
  if (stored !== null) return stored.identity;
  const source = await loadSource(on, sourceNo);
  return source === null || source.baselinesReadAt === null ? "unlisted" : null;
}

/** AWS's own baselines answer to their ARN only, which a listing alone tells; own ones answer without it. */
async function readOne(
  on: Queryable,
  opened: OpenedSource,
  baselineId: string,
): Promise<ReadBaseline | "noSuchBaseline"> {
  await ensureAccount(opened);
  const known = await listedIdentity(on, opened, baselineId);
  const listing = known === "unlisted" ? await baselineListing(opened).ask(apiPatience) : null;
  const identity = known === "unlisted" ? (listing?.value?.get(baselineId) ?? null) : known;
  const answer = await getPatchBaseline(opened.clients, identity?.askFor ?? baselineId);
  if (answer !== "noSuchBaseline") return { ...answer, identity };
  // Without a listing it may be one of AWS's: why there is none is the answer then.
  if (listing !== null) answered(listing, opened.throttling);
  return answer;
}

/** The reading of one baseline from SSM by its short id. */
function baselineReading(on: Queryable, opened: OpenedSource, baselineId: string): BaselineReading {
  const key = `${sourceKey(opened.source)}/${baselineId}`;
  return readingOf(
    baselines(),
    key,
    () => new KeptReading(() => readOne(on, opened, baselineId), baselinesKept),
  );
}

/** A baseline by its short id as the sweeps keep it; one that they don't is read from SSM. */
export async function askBaseline(
  on: Queryable,
  opened: OpenedSource,
  baselineId: string,
  patience: Patience,
): Promise<Kept<ReadBaseline | "noSuchBaseline">> {
  const stored = await loadBaseline(on, opened.sourceNo, baselineId);
  if (stored === null || stored.version === null) {
    return baselineReading(on, opened, baselineId).ask(patience);
  }
  const { baseline, raw, readAt } = stored.version;
  const value = { baseline, raw, identity: stored.identity };
  return { value, readAt, reading: false, failure: null };
}
