import type { Call, Operation } from "@/lib/emulator/call";
import { textOf, type JsonObject } from "@/lib/emulator/json-value";

/** GetDefaultPatchBaseline: the default of an operating system; without one, of WINDOWS. */
export const getDefaultPatchBaseline: Operation = { name: "GetDefaultPatchBaseline", run };

function run(call: Call): JsonObject {
  const operatingSystem = textOf(call.input, "OperatingSystem") ?? "WINDOWS";
  return {
    BaselineId: call.source.baselines.defaultOf(operatingSystem).reference,
    OperatingSystem: operatingSystem,
  };
}
