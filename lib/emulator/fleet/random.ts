/** Deterministic numbers: the same key always gives the same answer, so a fleet needs no stored state. */

/** Turns any text into 32 bits (FNV-1a, then mixed). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** Joins two 32-bit numbers into one (murmur3's finaliser over both). */
export function hashPair(left: number, right: number): number {
  return mix(Math.imul(left ^ (left >>> 15), 0x2c1b3c6d) ^ mix(right + 0x9e3779b9));
}

/** A number from 0 up to, not including, 1. */
export function chance(key: number, salt: number): number {
  return hashPair(key, salt) / 0x1_0000_0000;
}

/** A whole number from `from` to `to`, both possible. */
export function between(key: number, salt: number, range: readonly [number, number]): number {
  return range[0] + Math.floor(chance(key, salt) * (range[1] - range[0] + 1));
}

/** One element of a list that is not empty. */
export function pick<T>(key: number, salt: number, list: readonly T[]): T {
  const element = list[Math.floor(chance(key, salt) * list.length)];
  if (element === undefined) throw new RangeError("pick needs a list with elements");
  return element;
}

/** The index chosen when each index has the given weight. */
export function pickWeighted(key: number, salt: number, weights: readonly number[]): number {
  let rest = chance(key, salt) * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}

/** Lower-case hexadecimal digits, as many as asked for. */
export function hexDigits(key: number, salt: number, length: number): string {
  let digits = "";
  for (let part = 0; digits.length < length; part += 1) {
    digits += hashPair(hashPair(key, salt), part).toString(16).padStart(8, "0");
  }
  return digits.slice(0, length);
}

/** A version-4-shaped UUID. */
export function uuid(key: number, salt: number): string {
  const hex = hexDigits(key, salt, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
