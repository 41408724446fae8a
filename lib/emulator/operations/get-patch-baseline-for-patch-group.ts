import type { Call, Operation } from "@/lib/emulator/call";
import { textOf, type JsonObject } from "@/lib/emulator/json-value";

/**
 * GetPatchBaselineForPatchGroup: the baseline that a group's nodes of one operating system use; WINDOWS when none is named.
 * A group that is registered with no baseline of that system falls back to its default, as its nodes do.
 */
export const getPatchBaselineForPatchGroup: Operation = {
  name: "GetPatchBaselineForPatchGroup",
  run,
};

function run(call: Call): JsonObject {
  const patchGroup = textOf(call.input, "PatchGroup") ?? "";
  const operatingSystem = textOf(call.input, "OperatingSystem") ?? "WINDOWS";
  return {
    BaselineId: call.source.baselines.forGroup(operatingSystem, patchGroup).reference,
    PatchGroup: patchGroup,
    OperatingSystem: operatingSystem,
  };
}
