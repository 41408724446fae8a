import { objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { WireError } from "@/lib/emulator/wire-error";

/** A ComplianceStringFilter. */
export interface ComplianceFilter {
  key: string;
  values: readonly string[];
  type: string;
}

/** Reads the filters of a compliance request. Throws InvalidFilter for a key that is not known. */
export function readComplianceFilters(
  input: JsonObject,
  keys: readonly string[],
): ComplianceFilter[] {
  return objectsOf(input, "Filters").map((filter) => {
    const key = textOf(filter, "Key") ?? "";
    if (!keys.includes(key))
      throw new WireError("InvalidFilter", `The filter key ${key} is not valid.`);
    return { key, values: textsOf(filter, "Values"), type: textOf(filter, "Type") ?? "EQUAL" };
  });
}

/** True when a member's text passes; texts are compared as texts, also by LESS_THAN and GREATER_THAN. */
export function passesFilter(value: string, { values, type }: ComplianceFilter): boolean {
  switch (type) {
    case "NOT_EQUAL":
      return !values.includes(value);
    case "BEGIN_WITH":
      return values.some((start) => value.startsWith(start));
    case "LESS_THAN":
      return values.some((bound) => value < bound);
    case "GREATER_THAN":
      return values.some((bound) => value > bound);
    default:
      return values.includes(value);
  }
}
