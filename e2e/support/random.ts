/** Lots that fall the same way in every run. */
export class Random {
  #state = 7;

  constructor(seed: string) {
    for (let at = 0; at < seed.length; at += 1) {
      this.#state = (Math.imul(this.#state, 31) + seed.charCodeAt(at)) | 0;
    }
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    // xorshift32
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return Math.abs(this.#state) % limit;
  }

  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(Math.max(1, items.length))];
  }

  /** Up to `most` items, possibly none, no item twice. */
  some<Item>(items: readonly Item[], most: number): Item[] {
    const wanted = Math.min(this.below(most + 1), items.length);
    const left = [...items];
    return Array.from({ length: wanted }, () => left.splice(this.below(left.length), 1)).flat();
  }
}
