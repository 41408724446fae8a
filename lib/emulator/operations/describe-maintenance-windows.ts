import type { Call, Operation } from "@/lib/emulator/call";
import type { MaintenanceWindow } from "@/lib/emulator/fleet/maintenance-windows";
import { numberOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";

import { readKeyFilters } from "./key-filters";

const matchers: Record<string, (window: MaintenanceWindow, value: string) => boolean> = {
  Name: (window, value) => window.name === value,
  Enabled: (window, value) => String(window.enabled) === value.toLowerCase(),
};

/** DescribeMaintenanceWindows: the windows of the Region. Their times are texts, and one that is switched off has no next run. */
export const describeMaintenanceWindows: Operation = { name: "DescribeMaintenanceWindows", run };

function run(call: Call): JsonObject {
  const filters = readKeyFilters(call.input, Object.keys(matchers));
  const windows = call.source.maintenanceWindows.filter((window) =>
    filters.every(({ key, values }) => values.some((value) => matchers[key]?.(window, value))),
  );
  const page = takePage(call, {
    total: windows.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => windows.slice(from, to),
  });
  return {
    WindowIdentities: page.rows.map((window) => ({
      WindowId: window.windowId,
      Name: window.name,
      Description: window.description,
      Enabled: window.enabled,
      Duration: window.durationHours,
      Cutoff: window.cutoffHours,
      Schedule: window.schedule,
      ScheduleTimezone: window.scheduleTimezone,
      EndDate: window.endDate,
      NextExecutionTime: window.nextExecutionTime,
    })),
    NextToken: page.nextToken,
  };
}
