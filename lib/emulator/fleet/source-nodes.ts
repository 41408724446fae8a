import { LRUCache } from "lru-cache";

import { createNode, specialIdentity, type NodeIdentity } from "./create-node";
import { indexOfInstanceId, instanceIdOf } from "./instance-id";
import type { EndNode } from "./node";
import { nameNumbers, ordinaryName } from "./node-order";
import { ordinaryPlan } from "./node-plan";
import { presenceOf, strangersOf, type NodePresence } from "./node-presence";
import { NodeSchedule } from "./node-schedule";
import { hashPair, hashText } from "./random";
import { nameStem } from "./roles";
import { specialPlans, type SpecialNodeName } from "./special-node-names";

/** A node with its place in time. */
export interface ScheduledNode {
  node: EndNode;
  presence: NodePresence;
  schedule: NodeSchedule;
}

interface SourceNodesOptions {
  key: number;
  region: string;
  size: number;
  /** Epoch seconds. */
  fleetNow: number;
  specials: ReadonlyMap<number, SpecialNodeName>;
  sharedHybridId: string;
}

const reservedNames: ReadonlySet<string> = new Set(
  Object.values(specialPlans).map(({ name }) => name),
);

/** Every node that one account and Region ever has, by index: first those of the end, then its strangers. */
export class SourceNodes {
  /** One more than the highest index. */
  readonly count: number;
  readonly #options: SourceNodesOptions;
  readonly #known = new LRUCache<number, ScheduledNode>({ max: 5_000 });
  #numbers: Uint32Array | null = null;

  constructor(options: SourceNodesOptions) {
    const { former, later } = strangersOf(options.size);
    this.#options = options;
    this.count = options.size + former + later;
  }

  /** The node at this index, from 0 to count - 1. */
  at(index: number): ScheduledNode {
    let scheduled = this.#known.get(index);
    if (!scheduled) {
      const { fleetNow } = this.#options;
      const presence = this.presence(index);
      const node = this.#createNode(index, presence);
      scheduled = { node, presence, schedule: new NodeSchedule(node, presence, fleetNow) };
      this.#known.set(index, scheduled);
    }
    return scheduled;
  }

  presence(index: number): NodePresence {
    const { size, fleetNow, specials } = this.#options;
    return presenceOf({
      key: this.key(index),
      index,
      size,
      fleetNow,
      special: specials.has(index),
    });
  }

  /** The seed of an ordinary node. */
  key(index: number): number {
    return hashPair(this.#options.key, index);
  }

  /** The index that an id was made for, null for an id of another fleet. */
  indexOf(instanceId: string): number | null {
    const { key, sharedHybridId, specials } = this.#options;
    if (instanceId !== sharedHybridId) {
      const index = indexOfInstanceId(key, instanceId);
      return index !== null && index >= 0 && index < this.count ? index : null;
    }
    for (const [index, name] of specials) if (name === "hybridInTwoRegions") return index;
    return null;
  }

  #createNode(index: number, { joinedAt }: NodePresence): EndNode {
    const { specials, sharedHybridId, key, region, fleetNow } = this.#options;
    const special = specials.get(index) ?? null;
    const shared = special === "hybridInTwoRegions";
    const identity = this.#identity(index, special);
    return createNode({
      index,
      key: shared ? hashText(sharedHybridId) : this.key(index),
      instanceId: shared
        ? sharedHybridId
        : instanceIdOf(key, index, identity.hybrid ? "mi-0" : "i-0"),
      region,
      now: fleetNow,
      joinedAt,
      special,
      identity,
    });
  }

  #identity(index: number, special: SpecialNodeName | null): NodeIdentity {
    if (special) return specialIdentity(specialPlans[special]);
    const plan = ordinaryPlan(this.key(index));
    this.#numbers ??= nameNumbers(this.#options.key, this.count, reservedNames);
    const stem = plan.hybrid ? "store" : nameStem(plan.role.name, plan.platform.code);
    return { ...plan, name: ordinaryName(stem, this.#numbers[index] ?? 0) };
  }
}
