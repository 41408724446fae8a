import { instanceIdOf } from "./instance-id";
import type { PlatformCatalogue } from "./node-lines";
import type { Platform } from "./platform";
import { hashText } from "./random";
import { SourceFleet } from "./source-fleet";
import { specialNodeNames, type SpecialNodeName } from "./special-node-names";

/** What a fleet is made from. The same options always give the same fleet. */
export interface FleetOptions {
  seed: string;
  /** ISO 8601; the moment every age counts from. */
  now: string;
  /** Twelve digits. */
  account: string;
  /** Number of nodes by Region. */
  nodes: Readonly<Record<string, number>>;
}

/** An account's nodes in its Regions. */
export interface Fleet {
  options: FleetOptions;
  /** The Region that holds the special nodes, or null when none is large enough. */
  specialRegion: string | null;
  /** The second Region of the hybrid node that is registered twice, or null with a single Region. */
  secondRegion: string | null;
  sources: readonly SourceFleet[];
  /** The account that an access key belongs to; so far every key belongs to the one account. */
  accountOf: (accessKeyId: string) => string;
  /** The nodes of one account and Region; a Region without nodes is empty, as in AWS. */
  source: (account: string, region: string) => SourceFleet;
}

const largestRegion = 100_000;

/** Describes a fleet; nothing is generated until it is asked for. Throws RangeError for an impossible size or time. */
export function createFleet(options: FleetOptions): Fleet {
  const now = Date.parse(options.now) / 1000;
  if (!Number.isFinite(now)) throw new RangeError(`"${options.now}" is not an ISO 8601 time`);
  const bySize = Object.entries(options.nodes).toSorted(([, left], [, right]) => right - left);
  for (const [region, size] of bySize) {
    if (!Number.isInteger(size) || size < 0 || size > largestRegion)
      throw new RangeError(`${region}=${size}: a Region holds 0 to 100,000 nodes`);
  }
  const [largest, second] = bySize;
  const specialRegion = largest && largest[1] > specialNodeNames.length ? largest[0] : null;
  const secondRegion = specialRegion !== null && second && second[1] > 1 ? second[0] : null;
  const catalogues = new Map<Platform, PlatformCatalogue>();
  const sharedHybridId = instanceIdOf(
    hashText(`${options.seed}/${options.account}/shared`),
    0,
    "mi-0",
  );
  const known = new Map<string, SourceFleet>();
  const source = (account: string, region: string): SourceFleet => {
    const existing = known.get(`${account}/${region}`);
    if (existing) return existing;
    const size = account === options.account ? (options.nodes[region] ?? 0) : 0;
    const specials = specialIndices({ region, size, specialRegion, secondRegion });
    const created = new SourceFleet({
      seed: options.seed,
      account,
      region,
      size,
      now,
      specials,
      sharedHybridId,
      catalogues,
    });
    known.set(`${account}/${region}`, created);
    return created;
  };
  return {
    options,
    accountOf: () => options.account,
    specialRegion,
    secondRegion,
    sources: Object.keys(options.nodes).map((region) => source(options.account, region)),
    source,
  };
}

/** Special nodes stand among the first of the list, with ordinary ones between them where there is room. */
function specialIndices(of: {
  region: string;
  size: number;
  specialRegion: string | null;
  secondRegion: string | null;
}): Map<number, SpecialNodeName> {
  if (of.region === of.secondRegion) return new Map([[1, "hybridInTwoRegions"]]);
  if (of.region !== of.specialRegion) return new Map();
  const stride = of.size >= specialNodeNames.length * 2 ? 2 : 1;
  return new Map(specialNodeNames.map((name, order) => [order * stride, name]));
}
