import { FleetClock, type ClockChange } from "./fleet-clock";
import { instanceIdOf } from "./instance-id";
import type { PlatformCatalogue } from "./node-lines";
import type { Platform } from "./platform";
import { hashText } from "./random";
import { chooseForRescan } from "./rescans";
import { SourceFleet } from "./source-fleet";
import { specialNodeNames, type SpecialNodeName } from "./special-node-names";

/** Number of nodes by Region. */
export type NodesByRegion = Readonly<Record<string, number>>;

/** What a fleet is made from. The same options always give the same fleet. */
export interface FleetOptions {
  seed: string;
  /** ISO 8601; the moment that the fleet is made for. Its clock can show others. */
  now: string;
  /** Twelve digits: the account of every key that names no other, and the one that manages the organization. */
  account: string;
  /** The nodes of that account. */
  nodes: NodesByRegion;
  /** The nodes of further accounts, by account. What stands here for `account` is added to `nodes`. */
  accounts?: Readonly<Record<string, NodesByRegion>> | undefined;
  /** The external id without which an account's roles cannot be assumed, by account. */
  externalIds?: Readonly<Record<string, string>> | undefined;
}

/** How many nodes scanned by hand, of how many that could. */
export interface Rescan {
  rescanned: number;
  of: number;
}

/** The nodes of one or more accounts in their Regions, as they are at the clock's moment. */
export interface Fleet {
  clock: FleetClock;
  /** Has a percentage of the nodes that can scan do so now. Each round takes other nodes; those of a round are always the same. */
  rescan: (percent: number) => Rescan;
  forgetRescans: () => void;
  options: FleetOptions;
  /** The first is the one that `options.account` names. */
  accounts: readonly string[];
  /** The Region that holds the special nodes of the first account, or null when none is large enough. */
  specialRegion: string | null;
  /** The second Region of the hybrid node that is registered twice, or null with a single Region. */
  secondRegion: string | null;
  sources: readonly SourceFleet[];
  /** The account that an access key belongs to: the one whose digits it holds, else the first. */
  accountOf: (accessKeyId: string) => string;
  /** The nodes of one account and Region; a Region without nodes is empty, as in AWS. */
  source: (account: string, region: string) => SourceFleet;
}

const largestRegion = 100_000;

/**
 * Describes a fleet; nothing is generated until it is asked for. Its clock stands at `options.now` unless `start` says otherwise.
 * Throws RangeError for an impossible size or time.
 */
export function createFleet(options: FleetOptions, start: ClockChange = {}): Fleet {
  const now = Date.parse(options.now) / 1000;
  if (!Number.isFinite(now)) throw new RangeError(`"${options.now}" is not an ISO 8601 time`);
  const clock = new FleetClock(now, start);
  const sizes = sizesOf(options);
  const bySize = Object.entries(sizes.get(options.account) ?? {}).toSorted(
    ([, left], [, right]) => right - left,
  );
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
    const size = sizes.get(account)?.[region] ?? 0;
    const specials =
      account === options.account
        ? specialIndices({ region, size, specialRegion, secondRegion })
        : new Map<number, SpecialNodeName>();
    const created = new SourceFleet({
      seed: options.seed,
      account,
      region,
      size,
      clock,
      specials,
      sharedHybridId,
      catalogues,
    });
    known.set(`${account}/${region}`, created);
    return created;
  };
  const accounts = [...sizes.keys()];
  const sources = [...sizes].flatMap(([account, nodes]) =>
    Object.keys(nodes).map((region) => source(account, region)),
  );
  return {
    clock,
    ...rescansOf(sources),
    options: { ...options, nodes: sizes.get(options.account) ?? {} },
    accounts,
    accountOf: (accessKeyId) =>
      accounts.find((account) => accessKeyId.includes(account)) ?? options.account,
    specialRegion,
    secondRegion,
    sources,
    source,
  };
}

function rescansOf(sources: readonly SourceFleet[]): Pick<Fleet, "rescan" | "forgetRescans"> {
  let rounds = 0;
  return {
    rescan: (percent) => {
      const nodes = sources.flatMap((source) =>
        source.scannable().map((node) => ({ key: node.key, node, source })),
      );
      const chosen = chooseForRescan(nodes, percent, rounds);
      rounds += 1;
      for (const source of sources)
        source.rescan(chosen.filter((one) => one.source === source).map(({ node }) => node));
      return { rescanned: chosen.length, of: nodes.length };
    },
    forgetRescans: () => {
      rounds = 0;
      for (const source of sources) source.forgetRescans();
    },
  };
}

/** Number of nodes by account and Region, the first account first. */
function sizesOf(options: FleetOptions): Map<string, NodesByRegion> {
  const { account, nodes, accounts = {} } = options;
  const sizes = new Map([[account, { ...nodes, ...accounts[account] }]]);
  for (const [other, byRegion] of Object.entries(accounts))
    if (other !== account) sizes.set(other, byRegion);
  for (const [owner, byRegion] of sizes) {
    if (!/^\d{12}$/.test(owner)) throw new RangeError(`"${owner}" is no account of twelve digits`);
    for (const [region, size] of Object.entries(byRegion)) {
      if (!Number.isInteger(size) || size < 0 || size > largestRegion)
        throw new RangeError(`${region}=${size}: a Region holds 0 to 100,000 nodes`);
    }
  }
  return sizes;
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
