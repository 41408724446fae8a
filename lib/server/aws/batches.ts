import "server-only";

/** The values without repetitions, `size` at a time. */
export function batchesOf<Value>(values: readonly Value[], size: number): Value[][] {
  const distinct = [...new Set(values)];
  const batches: Value[][] = [];
  for (let start = 0; start < distinct.length; start += size) {
    batches.push(distinct.slice(start, start + size));
  }
  return batches;
}
