import { ordinaryPlan } from "./node-plan";
import { hashPair } from "./random";
import { nameStem } from "./roles";

/**
 * The running number in each ordinary node's name (`web-al23-17`): nodes of one role and system are counted in index order.
 * Numbers that a special node's name holds are left out. Computed whole, once, when the first name is asked for.
 */
export function nameNumbers(
  sourceKey: number,
  size: number,
  reservedNames: ReadonlySet<string>,
): Uint32Array {
  const numbers = new Uint32Array(size);
  const last = new Map<string, number>();
  for (let index = 0; index < size; index += 1) {
    const plan = ordinaryPlan(hashPair(sourceKey, index));
    const stem = plan.hybrid ? "store" : nameStem(plan.role.name, plan.platform.code);
    let number = (last.get(stem) ?? 0) + 1;
    while (reservedNames.has(ordinaryName(stem, number))) number += 1;
    last.set(stem, number);
    numbers[index] = number;
  }
  return numbers;
}

/** `web-al23-07`; a store's point of sale is `store-0412-pos`. */
export function ordinaryName(stem: string, number: number): string {
  return stem === "store"
    ? `store-${String(number + 100).padStart(4, "0")}-pos`
    : `${stem}-${String(number).padStart(2, "0")}`;
}
