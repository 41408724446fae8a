import type { Call, Operation } from "@/lib/emulator/call";
import type { EvaluatedPatch } from "@/lib/emulator/evaluate";
import type { ManagedNode } from "@/lib/emulator/fleet/node";
import { hashText } from "@/lib/emulator/fleet/random";
import { numberOf, objectsOf, textOf, textsOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";
import { LRUCache } from "lru-cache";

import { patchAnswer } from "./node-answers";

const readers: Record<string, (row: EvaluatedPatch, blank: boolean) => string> = {
  State: (row) => row.state,
  KBId: (row) => row.release.kbId,
  Severity: (row, blank) => (blank ? "" : row.release.severity),
  Classification: (row, blank) => (blank ? "" : row.release.classification),
};

const filteredRows = new LRUCache<string, readonly EvaluatedPatch[]>({ max: 200 });

/** DescribeInstancePatches: the rows of one node; filters are joined by AND, values by OR, in exact case. */
export const describeInstancePatches: Operation = { name: "DescribeInstancePatches", run };

function run(call: Call): JsonObject {
  const instanceId = textOf(call.input, "InstanceId") ?? "";
  const filters = objectsOf(call.input, "Filters").map(readFilter);
  const node = call.source.nodeById(instanceId);
  if (!node)
    throw new WireError(
      "InvalidInstanceId",
      hashText(instanceId) % 4 === 0
        ? null
        : `The specified instance ID ${instanceId} is not valid.`,
    );
  const rows = filteredRowsOf(call, node, filters);
  const page = takePage(call, {
    total: rows.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => rows.slice(from, to),
  });
  return {
    Patches: page.rows.map((row) => patchAnswer(row, node.platform.operatingSystem)),
    NextToken: page.nextToken,
  };
}

interface RowFilter {
  key: string;
  values: readonly string[];
}

function readFilter(filter: JsonObject): RowFilter {
  const key = textOf(filter, "Key");
  const values = textsOf(filter, "Values");
  if (key === undefined || !Object.hasOwn(readers, key))
    throw new WireError(
      "InvalidFilter",
      `The filter key ${key ?? "null"} is not valid. Valid keys: Classification, KBId, Severity, State.`,
    );
  if (values.length === 0) throw new WireError("InvalidFilter", `The filter ${key} has no values.`);
  return { key, values };
}

function filteredRowsOf(
  call: Call,
  node: ManagedNode,
  filters: readonly RowFilter[],
): readonly EvaluatedPatch[] {
  if (filters.length === 0) return call.source.patches(node);
  const { options } = call.fleet;
  const key = JSON.stringify([
    options,
    call.account,
    call.region,
    node.instanceId,
    node.scan,
    node.run.endedAt,
    filters,
  ]);
  const known = filteredRows.get(key);
  if (known) return known;
  const byState = filters.find((filter) => filter.key === "State");
  const candidates = byState
    ? call.source.patchesInStates(node, new Set(byState.values))
    : call.source.patches(node);
  const rows = candidates.filter((row) => filters.every((filter) => passes(row, filter)));
  filteredRows.set(key, rows);
  return rows;
}

function passes(row: EvaluatedPatch, filter: RowFilter): boolean {
  const blank = row.state === "InstalledOther" || row.state === "NotApplicable";
  return filter.values.includes(readers[filter.key]?.(row, blank) ?? "");
}
