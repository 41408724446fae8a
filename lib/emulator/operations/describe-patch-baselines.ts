import type { Call, Operation } from "@/lib/emulator/call";
import type { RegionalBaseline } from "@/lib/emulator/fleet/managed-baselines";
import { numberOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";

import { identityAnswer } from "./baseline-identity";
import { checkFilterValues, readKeyFilters } from "./key-filters";

const matchers: Record<string, (baseline: RegionalBaseline, value: string) => boolean> = {
  NAME_PREFIX: ({ baseline }, value) => baseline.Name.startsWith(value),
  OWNER: ({ owner }, value) => value === "All" || value === owner,
  OPERATING_SYSTEM: ({ baseline }, value) => baseline.OperatingSystem === value,
};

/** DescribePatchBaselines: the account's own baselines by bare id and AWS's by ARN. */
export const describePatchBaselines: Operation = { name: "DescribePatchBaselines", run };

function run(call: Call): JsonObject {
  const filters = readKeyFilters(call.input, Object.keys(matchers));
  const owner = filters.find(({ key }) => key === "OWNER");
  checkFilterValues(owner, { accepted: ["AWS", "Self", "All"], named: ["AWS", "Self"] });
  const baselines = call.source.baselines.list.filter((baseline) =>
    filters.every(({ key, values }) => values.some((value) => matchers[key]?.(baseline, value))),
  );
  const page = takePage(call, {
    total: baselines.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => baselines.slice(from, to),
  });
  return { BaselineIdentities: page.rows.map(identityAnswer), NextToken: page.nextToken };
}
