import type { Call, Operation } from "@/lib/emulator/call";
import type { RegionalBaseline } from "@/lib/emulator/fleet/managed-baselines";
import { numberOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";

import { identityAnswer } from "./baseline-identity";
import { readKeyFilters } from "./key-filters";

interface Mapping {
  patchGroup: string;
  registered: RegionalBaseline;
}

const matchers: Record<string, (mapping: Mapping, value: string) => boolean> = {
  NAME_PREFIX: ({ patchGroup }, value) => patchGroup.startsWith(value),
  OPERATING_SYSTEM: ({ registered }, value) => registered.baseline.OperatingSystem === value,
};

/**
 * DescribePatchGroups: the groups that are registered with a baseline, once for each operating system.
 * A group that only nodes' tags name is not among them.
 */
export const describePatchGroups: Operation = { name: "DescribePatchGroups", run };

function run(call: Call): JsonObject {
  const filters = readKeyFilters(call.input, Object.keys(matchers));
  const mappings = call.source.baselines.list
    .flatMap((registered) =>
      registered.baseline.PatchGroups.map((patchGroup): Mapping => ({ patchGroup, registered })),
    )
    .filter((mapping) =>
      filters.every(({ key, values }) => values.some((value) => matchers[key]?.(mapping, value))),
    );
  const page = takePage(call, {
    total: mappings.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => mappings.slice(from, to),
  });
  return {
    Mappings: page.rows.map(({ patchGroup, registered }) => ({
      PatchGroup: patchGroup,
      BaselineIdentity: identityAnswer(registered),
    })),
    NextToken: page.nextToken,
  };
}
