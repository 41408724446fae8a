import type { Call, Operation } from "@/lib/emulator/call";
import { numberOf, textOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";

import { findMaintenanceWindow } from "./find-maintenance-window";
import { readKeyFilters } from "./key-filters";

/** The answer's member that each filter key reads. */
const members: Record<string, string> = {
  Type: "ResourceType",
  WindowTargetId: "WindowTargetId",
  OwnerInformation: "OwnerInformation",
};

/** DescribeMaintenanceWindowTargets: which nodes a window acts on, by tag. */
export const describeMaintenanceWindowTargets: Operation = {
  name: "DescribeMaintenanceWindowTargets",
  run,
};

function run(call: Call): JsonObject {
  const filters = readKeyFilters(call.input, Object.keys(members));
  const window = findMaintenanceWindow(call);
  const targets: JsonObject[] = [
    {
      WindowId: window.windowId,
      WindowTargetId: window.targetId,
      ResourceType: "INSTANCE",
      Targets: [window.target],
      OwnerInformation: `owner of ${window.name}`,
      Name: `${window.name}-nodes`,
    },
  ].filter((target) =>
    filters.every(({ key, values }) => values.includes(textOf(target, members[key] ?? "") ?? "")),
  );
  const page = takePage(call, {
    total: targets.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => targets.slice(from, to),
  });
  return { Targets: page.rows, NextToken: page.nextToken };
}
