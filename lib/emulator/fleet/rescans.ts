import { chance, hashPair, hashText } from "./random";

/** A Scan that somebody started by hand: it counts from the moment it was asked for. Epoch seconds. */
interface Rescan {
  askedAt: number;
  endedAt: number;
}

const salt = hashText("rescan");

/** The Scans started by hand on the nodes of one account and Region, by index. */
export class Rescans {
  readonly #byIndex = new Map<number, Rescan[]>();

  /** A Scan that ends at once, or a second after an operation that ended later. */
  add(index: number, askedAt: number, lastEndedAt: number): void {
    const endedAt = lastEndedAt < askedAt ? askedAt : lastEndedAt + 1;
    const earlier = this.#byIndex.get(index) ?? [];
    this.#byIndex.set(index, [...earlier, { askedAt, endedAt }]);
  }

  /** When the last one ended that was asked for by a moment. */
  lastEndedAt(index: number, moment: number): number | null {
    const last = this.#byIndex.get(index)?.findLast(({ askedAt }) => askedAt <= moment);
    return last?.endedAt ?? null;
  }

  clear(): void {
    this.#byIndex.clear();
  }
}

/** As many of the nodes as the percentage makes, rounded; each round takes others. */
export function chooseForRescan<Node extends { key: number }>(
  nodes: readonly Node[],
  percent: number,
  round: number,
): Node[] {
  const order = (node: Node): number => chance(hashPair(node.key, round), salt);
  return nodes
    .toSorted((left, right) => order(left) - order(right))
    .slice(0, Math.round((nodes.length * percent) / 100));
}
