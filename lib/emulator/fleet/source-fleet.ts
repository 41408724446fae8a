import type { Baseline } from "@/lib/emulator/baseline";
import { evaluate, type EvaluatedPatch } from "@/lib/emulator/evaluate";
import { countPatches, type PatchCounts } from "@/lib/emulator/patch-counts";
import type { PatchLine, Release } from "@/lib/emulator/patch-line";
import { LRUCache } from "lru-cache";

import { inAgentOrder } from "./agent-order";
import { createNode, specialIdentity, type NodeIdentity } from "./create-node";
import { indexOfInstanceId, instanceIdOf } from "./instance-id";
import { maintenanceWindows, type MaintenanceWindow } from "./maintenance-windows";
import type { ManagedNode } from "./node";
import { ordinaryLines, platformCatalogue, type PlatformCatalogue } from "./node-lines";
import { nameNumbers, ordinaryName } from "./node-order";
import { isRunning, ordinaryPlan } from "./node-plan";
import { ownBaselines } from "./own-baselines";
import { packageFormat, type Platform } from "./platform";
import { publishedReleases } from "./published-releases";
import { between, hashPair, hashText } from "./random";
import { nameStem } from "./roles";
import { SourceBaselines } from "./source-baselines";
import { specialLines } from "./special-lines";
import {
  specialNodeNames,
  specialPlans,
  type SpecialNodeName,
  type SpecialPlan,
} from "./special-node-names";

export interface SourceOptions {
  seed: string;
  account: string;
  region: string;
  size: number;
  /** Epoch seconds. */
  now: number;
  /** Which index is which special node. */
  specials: ReadonlyMap<number, SpecialNodeName>;
  /** The id of the hybrid node that is registered in two Regions. */
  sharedHybridId: string;
  /** Catalogues by platform, shared by the sources of a fleet. */
  catalogues: Map<Platform, PlatformCatalogue>;
}

const notApplicableSalt = hashText("notApplicable");
const specialNames: ReadonlySet<string> = new Set(
  Object.values(specialPlans).map(({ name }) => name),
);

/** The managed nodes of one account and Region. Nodes, rows and counts are made when asked for and remembered for a while. */
export class SourceFleet {
  readonly account: string;
  readonly region: string;
  readonly size: number;
  readonly now: number;
  readonly baselines: SourceBaselines;
  readonly maintenanceWindows: readonly MaintenanceWindow[];
  readonly #options: SourceOptions;
  readonly #key: number;
  readonly #nodes = new LRUCache<number, ManagedNode>({ max: 5_000 });
  readonly #patches = new LRUCache<number, readonly EvaluatedPatch[]>({
    maxSize: 200_000,
    sizeCalculation: (patches) => patches.length + 1,
  });
  readonly #counts = new LRUCache<number, PatchCounts>({ max: 100_000 });
  readonly #selections = new LRUCache<string, readonly number[]>({ max: 50 });
  readonly #published = new Map<string, readonly Release[]>();
  #numbers: Uint32Array | null = null;
  #listed: readonly number[] | null = null;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.account = options.account;
    this.region = options.region;
    this.size = options.size;
    this.now = options.now;
    this.#key = hashText(`${options.seed}/${options.account}/${options.region}`);
    this.baselines = new SourceBaselines({
      own: options.size === 0 ? [] : ownBaselines(options.now),
      key: this.#key,
      region: options.region,
    });
    this.maintenanceWindows =
      options.size === 0 ? [] : maintenanceWindows({ ...options, key: this.#key });
  }

  /** The node at this index, from 0 to size - 1. */
  node(index: number): ManagedNode {
    let node = this.#nodes.get(index);
    if (!node) {
      node = this.#createNode(index);
      this.#nodes.set(index, node);
    }
    return node;
  }

  /** The node with this id, or null when the account has none in this Region. */
  nodeById(instanceId: string): ManagedNode | null {
    const index =
      instanceId === this.#options.sharedHybridId
        ? this.#sharedHybridIndex()
        : indexOfInstanceId(this.#key, instanceId);
    if (index === null || index < 0 || index >= this.size) return null;
    const node = this.node(index);
    return node.instanceId === instanceId ? node : null;
  }

  /** The indices of the nodes that DescribeInstanceInformation lists: a stopped node is not among them. */
  listedIndices(): readonly number[] {
    this.#listed ??= Array.from({ length: this.size }, (_, index) => index).filter((index) =>
      isRunning(hashPair(this.#key, index), this.#plan(index)),
    );
    return this.#listed;
  }

  /** The indices of the nodes that pass a test, in order. `name` tells one test from another: its answer is remembered. */
  select(name: string, test: (node: ManagedNode) => boolean): readonly number[] {
    let indices = this.#selections.get(name);
    if (!indices) {
      indices = Array.from({ length: this.size }, (_, index) => index).filter((index) =>
        test(this.node(index)),
      );
      this.#selections.set(name, indices);
    }
    return indices;
  }

  /** Every patch of a node that has a patch scan; empty for the others. In the order the on-node program writes them. */
  patches(node: ManagedNode): readonly EvaluatedPatch[] {
    if (node.scan !== "patch") return [];
    let patches = this.#patches.get(node.index);
    if (!patches) {
      patches = inAgentOrder(this.#evaluate(node));
      this.#patches.set(node.index, patches);
    }
    return patches;
  }

  /** The counters of a node's patches; on Linux what does not apply is only a count. */
  counts(node: ManagedNode): PatchCounts {
    let counts = this.#counts.get(node.index);
    if (!counts) {
      const patches =
        node.scan === "patch" ? (this.#patches.peek(node.index) ?? this.#evaluate(node)) : [];
      counts = countPatches(patches, this.baselineOf(node));
      if (packageFormat(node.platform.operatingSystem) !== "windows")
        counts.NotApplicableCount = between(node.key, notApplicableSalt, [620, 10_254]);
      this.#counts.set(node.index, counts);
    }
    return counts;
  }

  /** The baseline of a node: its patch group's, or the system's default. */
  baselineOf(node: ManagedNode): Baseline {
    return this.baselines.forGroup(node.platform.operatingSystem, node.patchGroup).baseline;
  }

  /** Everything published up to now for the nodes of an operating system, special nodes' own patches included. */
  published(operatingSystem: string): readonly Release[] {
    let releases = this.#published.get(operatingSystem);
    if (!releases) {
      const nodes = [...this.#options.specials.keys()].map((index) => this.node(index));
      releases = publishedReleases({
        operatingSystem,
        now: this.now,
        catalogueOf: (platform) => this.#catalogue(platform),
        lines: nodes
          .filter((node) => node.platform.operatingSystem === operatingSystem)
          .flatMap((node) => this.#lines(node)),
      });
      this.#published.set(operatingSystem, releases);
    }
    return releases;
  }

  #evaluate(node: ManagedNode): EvaluatedPatch[] {
    return evaluate({
      baseline: this.baselineOf(node),
      lines: this.#lines(node),
      at: node.run.endedAt,
      operation: node.run.operation,
    });
  }

  #lines(node: ManagedNode): readonly PatchLine[] {
    const catalogue = this.#catalogue(node.platform);
    const baseline = this.baselineOf(node);
    const lines = ordinaryLines(node, catalogue, baseline);
    const special = specialNodeNames.find((name) => name === node.special);
    return special ? specialLines(special, { node, lines, baseline, catalogue }) : lines;
  }

  #catalogue(platform: Platform): PlatformCatalogue {
    const { catalogues } = this.#options;
    const catalogue = catalogues.get(platform) ?? platformCatalogue(platform, this.now);
    catalogues.set(platform, catalogue);
    return catalogue;
  }

  #createNode(index: number): ManagedNode {
    const special = this.#options.specials.get(index) ?? null;
    const shared = special === "hybridInTwoRegions";
    const { sharedHybridId } = this.#options;
    const identity = this.#identity(index);
    return createNode({
      index,
      key: shared ? hashText(sharedHybridId) : hashPair(this.#key, index),
      instanceId: shared
        ? sharedHybridId
        : instanceIdOf(this.#key, index, identity.hybrid ? "mi-0" : "i-0"),
      region: this.region,
      now: this.now,
      special,
      identity,
    });
  }

  #identity(index: number): NodeIdentity {
    const special = this.#plan(index);
    if (special) return specialIdentity(special);
    const plan = ordinaryPlan(hashPair(this.#key, index));
    this.#numbers ??= nameNumbers(this.#key, this.size, specialNames);
    const stem = plan.hybrid ? "store" : nameStem(plan.role.name, plan.platform.code);
    return { ...plan, name: ordinaryName(stem, this.#numbers[index] ?? 0) };
  }

  #plan(index: number): SpecialPlan | null {
    const special = this.#options.specials.get(index);
    return special ? specialPlans[special] : null;
  }

  #sharedHybridIndex(): number | null {
    for (const [index, name] of this.#options.specials)
      if (name === "hybridInTwoRegions") return index;
    return null;
  }
}
