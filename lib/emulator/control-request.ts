import { faultKinds, type FaultKind, type FaultRule } from "./fault-rules";
import { isJsonObject, type JsonObject } from "./json-value";
import type { PagingQuirks, SettingsChange } from "./settings";

/** A control request that cannot be understood; its message is for the developer. */
export class ControlError extends Error {}

/** Reads a change of settings. Throws ControlError naming the member that is wrong. */
export function readSettingsChange(body: unknown): SettingsChange {
  const input = membersOf(body, [
    "latencyMs",
    "throttle",
    "quirks",
    "tokenLifetimeMs",
    "clockAheadMs",
    "strictModel",
  ]);
  const change: SettingsChange = {};
  if (input["latencyMs"] !== undefined) change.latencyMs = positive(input, "latencyMs");
  if (input["tokenLifetimeMs"] !== undefined)
    change.tokenLifetimeMs = positive(input, "tokenLifetimeMs");
  if (input["clockAheadMs"] !== undefined) change.clockAheadMs = positive(input, "clockAheadMs");
  if (input["quirks"] !== undefined) change.quirks = readQuirks(input["quirks"]);
  if (typeof input["strictModel"] === "boolean") change.strictModel = input["strictModel"];
  if (input["throttle"] === null) change.throttle = null;
  else if (input["throttle"] !== undefined) {
    const limit = membersOf(input["throttle"], ["ratePerSecond", "burst"]);
    change.throttle = {
      ratePerSecond: positive(limit, "ratePerSecond"),
      burst: positive(limit, "burst"),
    };
  }
  return change;
}

/** Reads a fault. Throws ControlError naming the member that is wrong. */
export function readFaultRule(body: unknown): FaultRule {
  const input = membersOf(body, [
    "kind",
    "operation",
    "account",
    "region",
    "instanceId",
    "count",
    "page",
    "durationMs",
  ]);
  const kind = input["kind"];
  if (!isFaultKind(kind)) throw new ControlError(`kind must be one of ${faultKinds.join(", ")}`);
  return {
    kind,
    operation: optionalText(input, "operation") ?? "*",
    account: optionalText(input, "account"),
    region: optionalText(input, "region"),
    instanceId: optionalText(input, "instanceId"),
    count: input["count"] === undefined ? undefined : positive(input, "count"),
    page: input["page"] === undefined ? undefined : positive(input, "page"),
    durationMs: input["durationMs"] === undefined ? undefined : positive(input, "durationMs"),
  };
}

function readQuirks(body: unknown): Partial<PagingQuirks> {
  const input = membersOf(body, ["emptyPages", "shortPages", "duplicateRows", "lastToken"]);
  const quirks: Partial<PagingQuirks> = {};
  for (const name of ["emptyPages", "shortPages", "duplicateRows"] as const) {
    const value = input[name];
    if (value === undefined) continue;
    if (typeof value !== "boolean") throw new ControlError(`${name} must be true or false`);
    quirks[name] = value;
  }
  const lastToken = input["lastToken"];
  if (lastToken === "absent" || lastToken === "empty-string") quirks.lastToken = lastToken;
  else if (lastToken !== undefined)
    throw new ControlError('lastToken must be "absent" or "empty-string"');
  return quirks;
}

/** The members of a body. Throws ControlError for one that is not allowed. */
export function membersOf(body: unknown, allowed: readonly string[]): JsonObject {
  if (!isJsonObject(body)) throw new ControlError("the body must be a JSON object");
  const unknown = Object.keys(body).find((member) => !allowed.includes(member));
  if (unknown !== undefined)
    throw new ControlError(`unknown member ${unknown}; allowed: ${allowed.join(", ")}`);
  return body;
}

export function positive(input: JsonObject, member: string): number {
  const value = input[member];
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0)
    throw new ControlError(`${member} must be a number from 0`);
  return value;
}

export function optionalText(input: JsonObject, member: string): string | undefined {
  const value = input[member];
  if (value === undefined || typeof value === "string") return value;
  throw new ControlError(`${member} must be a string`);
}

function isFaultKind(value: unknown): value is FaultKind {
  return faultKinds.some((kind) => kind === value);
}
