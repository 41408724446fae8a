import { objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { WireError } from "@/lib/emulator/wire-error";

/** A filter of the form `{ Key, Values }`: joined with others by AND, its values by OR. */
export interface KeyFilter {
  key: string;
  values: readonly string[];
}

/** Reads the filters of a request. An unknown key is a ValidationException that names the known ones. */
export function readKeyFilters(input: JsonObject, keys: readonly string[]): KeyFilter[] {
  return objectsOf(input, "Filters").map((filter) => {
    const key = textOf(filter, "Key") ?? "";
    if (!keys.includes(key))
      throw new WireError(
        "ValidationException",
        `Invalid Filter Key: ${key}, valid keys are: ${keys.join(", ")}`,
      );
    return { key, values: textsOf(filter, "Values") };
  });
}

/** Refuses a value outside a closed set in the service's words, which may name fewer values than it accepts. */
export function checkFilterValues(
  filter: KeyFilter | undefined,
  allowed: { accepted: readonly string[]; named?: readonly string[] },
): void {
  const bad = filter?.values.find((value) => !allowed.accepted.includes(value));
  if (filter === undefined || bad === undefined) return;
  throw new WireError(
    "ValidationException",
    `Invalid Filter Value: ${bad} for Key: ${filter.key}, valid values are: ${(allowed.named ?? allowed.accepted).join(", ")}`,
  );
}
