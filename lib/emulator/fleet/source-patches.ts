import type { Baseline } from "@/lib/emulator/baseline";
import type { EvaluatedPatch } from "@/lib/emulator/evaluate";
import { countPatches, type PatchCounts } from "@/lib/emulator/patch-counts";
import { LRUCache } from "lru-cache";

import { FillerRows } from "./filler-rows";
import type { ManagedNode, PatchRun } from "./node";
import { nodeLife, rowsAfter, type NodeLife } from "./node-life";
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

const notApplicableSalt = hashText("notApplicable");

/** What the last operations of the nodes of one account and Region left: made when asked for and remembered for a while. */
export class SourcePatches {
  readonly #options: SourcePatchesOptions;
  readonly #lives = new LRUCache<number, NodeLife>({
    maxSize: 500_000,
    sizeCalculation: ({ size }) => size,
  });
  readonly #rows = new LRUCache<number, Remembered<readonly EvaluatedPatch[]>>({
    maxSize: 200_000,
    sizeCalculation: ({ value }) => value.length + 1,
  });
  readonly #counts = new LRUCache<number, Remembered<PatchCounts>>({ max: 100_000 });
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
  rows(node: ManagedNode): readonly EvaluatedPatch[] {
    const known = this.#rows.get(node.index);
    if (known?.endedAt === node.run.endedAt) return known.value;
    const value = this.#evaluate(node);
    this.#rows.set(node.index, { endedAt: node.run.endedAt, value });
    return value;
  }

  /** The counters of a node's patches; on Linux what does not apply is only a count. */
  counts(node: ManagedNode): PatchCounts {
    const known = this.#counts.get(node.index);
    if (known?.endedAt === node.run.endedAt) return known.value;
    const value = countPatches(
      node.scan === "patch" ? this.rows(node) : [],
      this.#options.baselineOf(node),
    );
    if (packageFormat(node.platform.operatingSystem) !== "windows")
      value.NotApplicableCount = between(node.key, notApplicableSalt, [620, 10_254]);
    this.#counts.set(node.index, { endedAt: node.run.endedAt, value });
    return value;
  }

  #evaluate(node: ManagedNode): EvaluatedPatch[] {
    const life = this.life(node.index);
    return rowsAfter(life, node.run, this.#fillerRows(life, node.run));
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
