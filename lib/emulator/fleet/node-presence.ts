import { between, chance, hashText } from "./random";

/** When a node was registered and when it went, in epoch seconds. */
export interface NodePresence {
  /** Null for a node that is older than the fleet's life. */
  joinedAt: number | null;
  leftAt: number;
}

const day = 86_400;
const salt = { joins: hashText("joins"), leaves: hashText("leaves") };
/** Nodes that are not there at the moment that the fleet was made for, as shares of its size. */
const shares = { former: 0.05, later: 0.03 };
/** Patch Manager keeps the data of a node that is gone for so long after its last operation. */
export const retentionSeconds = 30 * day;

/** How many nodes a fleet of this size has had before and gets later. */
export function strangersOf(size: number): { former: number; later: number } {
  return { former: Math.floor(size * shares.former), later: Math.floor(size * shares.later) };
}

/**
 * When a node is there. Those from `size` on are strangers at `fleetNow` (epoch seconds): the former ones left so long before it
 * that nothing of them is kept, the later ones join after it.
 */
export function presenceOf(of: {
  key: number;
  index: number;
  size: number;
  fleetNow: number;
  special: boolean;
}): NodePresence {
  const { key, index, size, fleetNow } = of;
  if (index < size) {
    const leaves = !of.special && chance(key, salt.leaves) < 0.02;
    const leftAt = fleetNow + between(key, salt.leaves + 1, [day, 28 * day]);
    return { joinedAt: null, leftAt: leaves ? leftAt : Infinity };
  }
  if (index < size + strangersOf(size).former) {
    const leftAt = fleetNow - between(key, salt.leaves + 1, [32 * day, 117 * day]);
    const young = chance(key, salt.joins) < 0.6;
    return {
      joinedAt: young ? leftAt - between(key, salt.joins + 1, [5 * day, 45 * day]) + 0.613 : null,
      leftAt,
    };
  }
  return {
    joinedAt: fleetNow + between(key, salt.joins + 1, [day / 4, 28 * day]) + 0.613,
    leftAt: Infinity,
  };
}
