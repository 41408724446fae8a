import type { Call, Operation } from "@/lib/emulator/call";
import type { RegionalBaseline } from "@/lib/emulator/fleet/managed-baselines";
import { numberOf, objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

const matchers: Record<string, (baseline: RegionalBaseline, value: string) => boolean> = {
  NAME_PREFIX: ({ baseline }, value) => baseline.Name.startsWith(value),
  OWNER: ({ owner }, value) => value === "All" || value === owner,
  OPERATING_SYSTEM: ({ baseline }, value) => baseline.OperatingSystem === value,
};

/** DescribePatchBaselines: the account's own baselines by bare id and AWS's by ARN. */
export const describePatchBaselines: Operation = { name: "DescribePatchBaselines", run };

function run(call: Call): JsonObject {
  const filters = objectsOf(call.input, "Filters").map((filter) => {
    const key = textOf(filter, "Key") ?? "";
    if (!Object.hasOwn(matchers, key))
      throw new WireError(
        "ValidationException",
        `Invalid Filter Key: ${key}, valid keys are: NAME_PREFIX, OWNER, OPERATING_SYSTEM`,
      );
    const values = textsOf(filter, "Values");
    const bad =
      key === "OWNER" ? values.find((value) => !["AWS", "Self", "All"].includes(value)) : undefined;
    if (bad !== undefined)
      throw new WireError(
        "ValidationException",
        `Invalid Filter Value: ${bad} for Key: OWNER, valid values are: AWS, Self`,
      );
    return { key, values };
  });
  const baselines = call.source.baselines.filter((baseline) =>
    filters.every(({ key, values }) => values.some((value) => matchers[key]?.(baseline, value))),
  );
  const page = takePage(call, {
    total: baselines.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => baselines.slice(from, to),
  });
  return { BaselineIdentities: page.rows.map(identityAnswer), NextToken: page.nextToken };
}

function identityAnswer({ baseline, reference, isDefault }: RegionalBaseline): JsonObject {
  return {
    BaselineId: reference,
    BaselineName: baseline.Name,
    OperatingSystem: baseline.OperatingSystem,
    BaselineDescription: baseline.Description === "" ? undefined : baseline.Description,
    DefaultBaseline: isDefault,
  };
}
