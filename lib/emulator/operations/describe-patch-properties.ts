import type { Call, Operation } from "@/lib/emulator/call";
import patchProperties from "@/lib/emulator/data/patch-properties.json";
import { numberOf, textOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

const properties: Record<string, Record<string, string[]>> = patchProperties;

/**
 * DescribePatchProperties: the values that a baseline's filters can have, by operating system and property. PatchSet tells
 * Windows from Microsoft's applications and means nothing elsewhere.
 */
export const describePatchProperties: Operation = { name: "DescribePatchProperties", run };

function run(call: Call): JsonObject {
  const operatingSystem = textOf(call.input, "OperatingSystem") ?? "";
  const property = textOf(call.input, "Property") ?? "";
  const applications =
    operatingSystem === "WINDOWS" && textOf(call.input, "PatchSet") === "APPLICATION";
  const byProperty = properties[applications ? "WINDOWS_APPLICATIONS" : operatingSystem] ?? {};
  const values = byProperty[property];
  if (!values)
    throw new WireError(
      "ValidationException",
      `Property ${property} is not supported for operating system ${operatingSystem}, valid properties are: ${Object.keys(byProperty).join(", ")}`,
    );
  const page = takePage(call, {
    total: values.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => values.slice(from, to),
  });
  return { Properties: page.rows.map((Name) => ({ Name })), NextToken: page.nextToken };
}
