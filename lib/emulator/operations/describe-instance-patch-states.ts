import type { Call, Operation } from "@/lib/emulator/call";
import { numberOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";

import { patchStateAnswer } from "./node-answers";

/** DescribeInstancePatchStates: the counters of the nodes asked for. Unknown and never scanned nodes are left out. */
export const describeInstancePatchStates: Operation = { name: "DescribeInstancePatchStates", run };

function run(call: Call): JsonObject {
  const nodes = [...new Set(textsOf(call.input, "InstanceIds"))].flatMap((instanceId) => {
    const node = call.source.nodeById(instanceId);
    return node?.scan === "patch" ? [node] : [];
  });
  const page = takePage(call, {
    total: nodes.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => nodes.slice(from, to),
  });
  return {
    InstancePatchStates: page.rows.map((node) => patchStateAnswer(call.source, node)),
    NextToken: page.nextToken,
  };
}
