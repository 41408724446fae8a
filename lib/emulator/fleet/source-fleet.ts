import type { Baseline } from "@/lib/emulator/baseline";
import type { EvaluatedPatch } from "@/lib/emulator/evaluate";
import type { PatchCounts } from "@/lib/emulator/patch-counts";
import type { Release } from "@/lib/emulator/patch-line";
import { LRUCache } from "lru-cache";

import { daysLived, type FleetClock } from "./fleet-clock";
import { maintenanceWindows, type MaintenanceWindow } from "./maintenance-windows";
import type { ManagedNode } from "./node";
import { nodeAt } from "./node-at";
import { platformCatalogue, type PlatformCatalogue } from "./node-lines";
import { isRunning } from "./node-plan";
import { retentionSeconds } from "./node-presence";
import { patchRunOf } from "./node-schedule";
import { ownBaselines } from "./own-baselines";
import type { Platform } from "./platform";
import { allReleases, isListed } from "./published-releases";
import { hashText } from "./random";
import { Rescans } from "./rescans";
import { SourceBaselines } from "./source-baselines";
import { SourceNodes } from "./source-nodes";
import { SourcePatches } from "./source-patches";
import { specialPlans, type SpecialNodeName } from "./special-node-names";

export interface SourceOptions {
  seed: string;
  account: string;
  region: string;
  size: number;
  clock: FleetClock;
  /** Which index is which special node. */
  specials: ReadonlyMap<number, SpecialNodeName>;
  /** The id of the hybrid node that is registered in two Regions. */
  sharedHybridId: string;
  /** Catalogues by platform, shared by the sources of a fleet. */
  catalogues: Map<Platform, PlatformCatalogue>;
}

/** What is remembered of a moment until the clock moves on. */
interface Moment {
  at: number;
  nodes: LRUCache<number, ManagedNode>;
  selections: LRUCache<string, readonly number[]>;
}

const day = 86_400;

/** The managed nodes of one account and Region, as they are at the clock's moment. */
export class SourceFleet {
  readonly account: string;
  readonly region: string;
  /** How many nodes it has at the moment that the fleet was made for. */
  readonly size: number;
  readonly #options: SourceOptions;
  readonly #key: number;
  readonly #nodes: SourceNodes;
  readonly #patches: SourcePatches;
  readonly #baselines: SourceBaselines;
  readonly #rescans = new Rescans();
  readonly #releases = new Map<string, readonly Release[]>();
  #moment: Moment;

  constructor(options: SourceOptions) {
    const { account, region, size, clock } = options;
    this.#options = options;
    this.account = account;
    this.region = region;
    this.size = size;
    this.#key = hashText(`${options.seed}/${account}/${region}`);
    this.#nodes = new SourceNodes({ ...options, key: this.#key, fleetNow: clock.fleetNow });
    this.#baselines = new SourceBaselines({
      own: size === 0 ? [] : ownBaselines(clock.fleetNow),
      key: this.#key,
      region,
    });
    this.#patches = new SourcePatches({
      scheduled: (index) => this.#nodes.at(index),
      baselineOf: (node) => this.baselineOf(node),
      catalogueOf: (platform) => this.#catalogue(platform),
    });
    this.#moment = momentAt(clock.now());
  }

  /** Epoch seconds. */
  get now(): number {
    return this.#options.clock.now();
  }

  get baselines(): SourceBaselines {
    return this.#baselines.at(this.now);
  }

  get maintenanceWindows(): readonly MaintenanceWindow[] {
    if (this.size === 0) return [];
    const { fleetNow } = this.#options.clock;
    return maintenanceWindows({ region: this.region, key: this.#key, now: this.now, fleetNow });
  }

  /** The node at this index, as it is now. */
  node(index: number): ManagedNode {
    const moment = this.#present();
    let node = moment.nodes.get(index);
    if (!node) {
      node = this.#nodeAt(index, moment.at);
      moment.nodes.set(index, node);
    }
    return node;
  }

  /** The node with this id, or null when the account has none in this Region and Patch Manager keeps nothing of it. */
  nodeById(instanceId: string): ManagedNode | null {
    const index = this.#nodes.indexOf(instanceId);
    if (index === null || !this.#isKnown(index)) return null;
    const node = this.node(index);
    return node.instanceId === instanceId ? node : null;
  }

  /** The indices of the nodes that DescribeInstanceInformation lists: a stopped node is not among them. */
  listedIndices(): readonly number[] {
    const { clock, specials } = this.#options;
    const { now } = this;
    return this.#remembered("listed", (index) => {
      if (now >= this.#nodes.presence(index).leftAt) return false;
      const special = specials.get(index);
      const runs = isRunning(this.#nodes.key(index), special ? specialPlans[special] : null);
      return runs || (now !== clock.fleetNow && this.node(index).running);
    });
  }

  /** The indices of the nodes that pass a test, in order. `name` tells one test from another: its answer is remembered. */
  select(name: string, test: (node: ManagedNode) => boolean): readonly number[] {
    return this.#remembered(`select ${name}`, (index) => test(this.node(index)));
  }

  /** Every patch of a node that has a patch scan; empty for the others. In the order the on-node program writes them. */
  patches(node: ManagedNode): readonly EvaluatedPatch[] {
    return node.scan === "patch" ? this.#patches.all(node) : [];
  }

  /** Those of a node's patches that are in one of these states: much quicker where they are few. */
  patchesInStates(node: ManagedNode, states: ReadonlySet<string>): readonly EvaluatedPatch[] {
    return node.scan === "patch" ? this.#patches.inStates(node, states) : [];
  }

  /** The counters of a node's patches; on Linux what does not apply is only a count. */
  counts(node: ManagedNode): PatchCounts {
    return this.#patches.counts(node);
  }

  /** The baseline of a node: its patch group's, or the system's default. */
  baselineOf(node: ManagedNode): Baseline {
    return this.#baselines.forGroup(node.platform.operatingSystem, node.patchGroup).baseline;
  }

  /** Everything that is published now for the nodes of an operating system, special nodes' own patches included. */
  published(operatingSystem: string): readonly Release[] {
    let releases = this.#releases.get(operatingSystem);
    if (!releases) {
      releases = allReleases({
        operatingSystem,
        catalogueOf: (platform) => this.#catalogue(platform),
        lines: [...this.#options.specials.keys()]
          .filter((index) => this.node(index).platform.operatingSystem === operatingSystem)
          .flatMap((index) => this.#patches.life(index).lines.map(({ line }) => line)),
      });
      this.#releases.set(operatingSystem, releases);
    }
    const { now } = this;
    return releases.filter((release) => isListed(release, now));
  }

  /** The running nodes that Patch Manager has data of: those that can be told to scan. */
  scannable(): ManagedNode[] {
    return this.select("scannable", (node) => node.running && node.scan === "patch").map((index) =>
      this.node(index),
    );
  }

  /** Has these nodes scan now. */
  rescan(nodes: readonly ManagedNode[]): void {
    for (const { index, run } of nodes) this.#rescans.add(index, this.now, run.endedAt);
    this.#moment = momentAt(this.now);
  }

  forgetRescans(): void {
    this.#rescans.clear();
    this.#moment = momentAt(this.now);
  }

  #nodeAt(index: number, at: number): ManagedNode {
    const { node, presence, schedule } = this.#nodes.at(index);
    const { fleetNow } = this.#options.clock;
    const scheduled = at === fleetNow && index < this.size ? node.run : schedule.lastRun(at);
    const rescannedAt = this.#rescans.lastEndedAt(index, at);
    const run =
      rescannedAt !== null && rescannedAt > (scheduled?.endedAt ?? -Infinity)
        ? patchRunOf(node, { operation: "Scan", endedAt: rescannedAt, noReboot: false })
        : scheduled;
    return nodeAt(node, { at, fleetNow, presence, run });
  }

  /** True for a node that is there, or has been so lately that Patch Manager keeps its data. */
  #isKnown(index: number): boolean {
    const { at } = this.#present();
    const { joinedAt, leftAt } = this.#nodes.presence(index);
    return at >= (joinedAt ?? -Infinity) && at < leftAt + retentionSeconds;
  }

  #remembered(name: string, test: (index: number) => boolean): readonly number[] {
    const { selections } = this.#present();
    let indices = selections.get(name);
    if (!indices) {
      indices = Array.from({ length: this.#nodes.count }, (_, index) => index).filter(
        (index) => this.#isKnown(index) && test(index),
      );
      selections.set(name, indices);
    }
    return indices;
  }

  #present(): Moment {
    const { now } = this;
    if (this.#moment.at !== now) this.#moment = momentAt(now);
    return this.#moment;
  }

  #catalogue(platform: Platform): PlatformCatalogue {
    const { catalogues, clock } = this.#options;
    const horizon = clock.fleetNow + daysLived.after * day;
    const catalogue = catalogues.get(platform) ?? platformCatalogue(platform, horizon);
    catalogues.set(platform, catalogue);
    return catalogue;
  }
}

function momentAt(at: number): Moment {
  return { at, nodes: new LRUCache({ max: 5_000 }), selections: new LRUCache({ max: 50 }) };
}
