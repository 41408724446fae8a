import { hashPair } from "./random";

const rounds = 6;

/**
 * The instance id of a node: `i-0` or `mi-0` and 16 hexadecimal digits.
 * A small Feistel network over (check value, index) makes it look random and still lets `indexOfInstanceId`
 * find the node again without a table.
 */
export function instanceIdOf(key: number, index: number, prefix: "i-0" | "mi-0"): string {
  let left = checkOf(key);
  let right = index >>> 0;
  for (let round = 0; round < rounds; round += 1) {
    const next = (left ^ hashPair(key + round, right)) >>> 0;
    left = right;
    right = next;
  }
  return `${prefix}${hex(left)}${hex(right)}`;
}

/** The index an id was made from, or null when the id was not made with this key. */
export function indexOfInstanceId(key: number, instanceId: string): number | null {
  const match = /^m?i-0([0-9a-f]{8})([0-9a-f]{8})$/.exec(instanceId);
  if (!match) return null;
  let left = Number.parseInt(match[1] ?? "", 16);
  let right = Number.parseInt(match[2] ?? "", 16);
  for (let round = rounds - 1; round >= 0; round -= 1) {
    const previous = (right ^ hashPair(key + round, left)) >>> 0;
    right = left;
    left = previous;
  }
  return left === checkOf(key) ? right : null;
}

function checkOf(key: number): number {
  return hashPair(key, 0x5eed);
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}
