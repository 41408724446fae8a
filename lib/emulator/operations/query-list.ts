import { textOf, type JsonObject } from "@/lib/emulator/json-value";

/** A list of the query protocol: the values of `InstanceId.1`, `InstanceId.2`, … */
export function queryList(input: JsonObject, prefix: string): string[] {
  const values: string[] = [];
  for (let number = 1; ; number += 1) {
    const value = textOf(input, `${prefix}.${number}`);
    if (value === undefined) return values;
    values.push(value);
  }
}
