import type { Call, Operation } from "@/lib/emulator/call";
import { numberOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";

import { findMaintenanceWindow } from "./find-maintenance-window";
import { readKeyFilters } from "./key-filters";

/** The answer's member that each filter key reads. */
const members: Record<string, string> = {
  WindowTaskId: "WindowTaskId",
  TaskArn: "TaskArn",
  Priority: "Priority",
  TaskType: "Type",
};

/** DescribeMaintenanceWindowTasks: what a window does. The patch document comes by name or by ARN. */
export const describeMaintenanceWindowTasks: Operation = {
  name: "DescribeMaintenanceWindowTasks",
  run,
};

function run(call: Call): JsonObject {
  const filters = readKeyFilters(call.input, Object.keys(members));
  const window = findMaintenanceWindow(call);
  const install = window.operation === "Install";
  const tasks: JsonObject[] = [
    {
      WindowId: window.windowId,
      WindowTaskId: window.taskId,
      TaskArn: window.taskArn,
      Type: "RUN_COMMAND",
      Targets: [{ Key: "WindowTargetIds", Values: [window.targetId] }],
      TaskParameters: {
        Operation: { Values: [window.operation] },
        ...(install ? { RebootOption: { Values: ["RebootIfNeeded"] } } : {}),
      },
      Priority: 1,
      ServiceRoleArn: `arn:aws:iam::${call.account}:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM`,
      MaxConcurrency: install ? "10%" : "50",
      MaxErrors: "5",
      Name: `${window.name}-task`,
      CutoffBehavior: install ? "CONTINUE_TASK" : undefined,
    },
  ].filter((task: JsonObject) =>
    filters.every(({ key, values }) => {
      const value = task[members[key] ?? ""];
      return values.includes(typeof value === "number" ? value.toFixed() : asText(value));
    }),
  );
  const page = takePage(call, {
    total: tasks.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => tasks.slice(from, to),
  });
  return { Tasks: page.rows, NextToken: page.nextToken };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
