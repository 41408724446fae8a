import type { Call, Operation } from "@/lib/emulator/call";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { numberOf, objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

import { patchStateAnswer } from "./node-answers";

const countKeys = [
  "InstalledCount",
  "InstalledOtherCount",
  "InstalledPendingRebootCount",
  "InstalledRejectedCount",
  "MissingCount",
  "FailedCount",
  "UnreportedNotApplicableCount",
  "NotApplicableCount",
];
const comparisons: Record<string, (count: number, wanted: number) => boolean> = {
  Equal: (count, wanted) => count === wanted,
  NotEqual: (count, wanted) => count !== wanted,
  LessThan: (count, wanted) => count < wanted,
  GreaterThan: (count, wanted) => count > wanted,
};

/** DescribeInstancePatchStatesForPatchGroup: the counters of a group's nodes, filtered by their counts. */
export const describeInstancePatchStatesForPatchGroup: Operation = {
  name: "DescribeInstancePatchStatesForPatchGroup",
  run,
};

function run(call: Call): JsonObject {
  const patchGroup = textOf(call.input, "PatchGroup") ?? "";
  const filters = objectsOf(call.input, "Filters");
  const tests = filters.map(readFilter);
  const indices = call.source.select(
    `DescribeInstancePatchStatesForPatchGroup ${JSON.stringify([patchGroup, filters])}`,
    (node) => inGroup(node, patchGroup) && passesAll(call, node, tests),
  );
  const page = takePage(call, {
    total: indices.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => indices.slice(from, to).map((index) => call.source.node(index)),
  });
  return {
    InstancePatchStates: page.rows.map((node) => patchStateAnswer(call.source, node)),
    NextToken: page.nextToken,
  };
}

/** True for a node with this tag that Patch Manager has data of. */
export function inGroup(node: ManagedNode, patchGroup: string): boolean {
  return node.patchGroup === patchGroup && node.scan === "patch";
}

type CountTest = (state: JsonObject) => boolean;

function readFilter(filter: JsonObject): CountTest {
  const key = textOf(filter, "Key") ?? "";
  const [value = ""] = textsOf(filter, "Values");
  const compare = comparisons[textOf(filter, "Type") ?? ""];
  if (!countKeys.includes(key))
    throw new WireError(
      "InvalidFilter",
      `The filter key ${key} is not valid. Valid keys: ${countKeys.join(", ")}.`,
    );
  if (!/^-?\d+$/.test(value))
    throw new WireError("InvalidFilter", `The filter value ${value} of ${key} is not a number.`);
  return (state) => {
    const count = numberOf(state, key);
    return count !== undefined && compare?.(count, Number(value)) === true;
  };
}

function passesAll(call: Call, node: ManagedNode, tests: readonly CountTest[]): boolean {
  if (tests.length === 0) return true;
  const state = patchStateAnswer(call.source, node);
  return tests.every((passes) => passes(state));
}
