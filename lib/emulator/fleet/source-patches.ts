import type { Baseline } from "@/lib/emulator/baseline";
import type { EvaluatedPatch } from "@/lib/emulator/evaluate";
import {
  countPatches,
  emptyCounts,
  sumOfCounts,
  type PatchCounts,
} from "@/lib/emulator/patch-counts";
import { LRUCache } from "lru-cache";

import { mergeInAgentOrder } from "./agent-order";
import { FillerRows } from "./filler-rows";
import type { ManagedNode, PatchRun } from "./node";
import { nodeLife, ownRows, type NodeLife } from "./node-life";
import type { PlatformCatalogue } from "./node-lines";
import { packageFormat, type Platform } from "./platform";
import { between, hashText } from "./random";
import type { ScheduledNode } from "./source-nodes";

interface SourcePatchesOptions {
  scheduled: (index: number) => ScheduledNode;
  baselineOf: (node: ManagedNode) => Baseline;
  catalogueOf: (platform: Platform) => PlatformCatalogue;
}

interface Remembered<Value> {
  endedAt: number;
  value: Value;
}

const noCounts = emptyCounts();
const notApplicableSalt = hashText("notApplicable");

/** What the last operations of the nodes of one account and Region left: made when asked for and remembered for a while. */
export class SourcePatches {
  readonly #options: SourcePatchesOptions;
  readonly #lives = new LRUCache<number, NodeLife>({
    maxSize: 500_000,
    sizeCalculation: ({ size }) => size,
  });
  readonly #own = new LRUCache<number, Remembered<readonly EvaluatedPatch[]>>({
    maxSize: 200_000,
    sizeCalculation: ({ value }) => value.length + 1,
  });
  readonly #whole = new LRUCache<number, Remembered<readonly EvaluatedPatch[]>>({
    maxSize: 100_000,
    sizeCalculation: ({ value }) => value.length + 1,
  });
  readonly #counts = new LRUCache<number, Remembered<PatchCounts>>({ max: 100_000 });
  readonly #fillerCounts = new LRUCache<number, PatchCounts>({ max: 100_000 });
  readonly #filler = new Map<Platform, Map<Baseline, FillerRows>>();

  constructor(options: SourcePatchesOptions) {
    this.#options = options;
  }

  /** The life of a node, without what an operation found. */
  life(index: number): NodeLife {
    let life = this.#lives.get(index);
    if (!life) {
      const { node, schedule } = this.#options.scheduled(index);
      const catalogue = this.#options.catalogueOf(node.platform);
      life = nodeLife({ node, schedule, catalogue, baseline: this.#options.baselineOf(node) });
      this.#lives.set(index, life);
    }
    return life;
  }

  /** Every patch of a node after its last operation, in the order the on-node program writes them. */
  all(node: ManagedNode): readonly EvaluatedPatch[] {
    return remembered(this.#whole, node, () => this.#merged(node));
  }

  /** Those of the patches that are in one of these states. */
  inStates(node: ManagedNode, states: ReadonlySet<string>): readonly EvaluatedPatch[] {
    const whole = this.#whole.peek(node.index);
    if (whole?.endedAt === node.run.endedAt)
      return whole.value.filter(({ state }) => states.has(state));
    return this.#merged(node, states);
  }

  /** The counters of a node's patches, all zero without a patch scan; on Linux what does not apply is only a count. */
  counts(node: ManagedNode): PatchCounts {
    const counts =
      node.scan === "patch" ? remembered(this.#counts, node, () => this.#count(node)) : noCounts;
    return packageFormat(node.platform.operatingSystem) === "windows"
      ? counts
      : { ...counts, NotApplicableCount: between(node.key, notApplicableSalt, [620, 10_254]) };
  }

  #count(node: ManagedNode): PatchCounts {
    const own = countPatches(this.#ownRows(node), this.life(node.index).baseline);
    return sumOfCounts(own, this.#countFiller(node));
  }

  #merged(node: ManagedNode, states?: ReadonlySet<string>): EvaluatedPatch[] {
    const life = this.life(node.index);
    const own = this.#ownRows(node);
    return mergeInAgentOrder(
      states ? own.filter(({ state }) => states.has(state)) : own,
      this.#fillerRows(life, node.run).take(life.filler, states),
    );
  }

  #ownRows(node: ManagedNode): readonly EvaluatedPatch[] {
    return remembered(this.#own, node, () => ownRows(this.life(node.index), node.run));
  }

  #countFiller(node: ManagedNode): PatchCounts {
    const life = this.life(node.index);
    const rows = this.#fillerRows(life, node.run);
    const isSettled = node.run.endedAt >= rows.settledAt;
    const known = isSettled ? this.#fillerCounts.get(node.index) : undefined;
    if (known) return known;
    const counts = countPatches(rows.take(life.filler), life.baseline);
    if (isSettled) this.#fillerCounts.set(node.index, counts);
    return counts;
  }

  #fillerRows({ node, baseline }: NodeLife, run: PatchRun): FillerRows {
    const byBaseline = this.#filler.get(node.platform) ?? new Map<Baseline, FillerRows>();
    const known = byBaseline.get(baseline);
    if (known && run.endedAt >= known.settledAt) return known;
    const { filler } = this.#options.catalogueOf(node.platform);
    const made = new FillerRows(filler, baseline, run.endedAt);
    if (run.endedAt >= made.settledAt) {
      byBaseline.set(baseline, made);
      this.#filler.set(node.platform, byBaseline);
    }
    return made;
  }
}

/** What was made of a node's last operation, made again when there is a later one. */
function remembered<Value>(
  cache: LRUCache<number, Remembered<Value>>,
  node: ManagedNode,
  make: () => Value,
): Value {
  const known = cache.get(node.index);
  if (known?.endedAt === node.run.endedAt) return known.value;
  const value = make();
  cache.set(node.index, { endedAt: node.run.endedAt, value });
  return value;
}
