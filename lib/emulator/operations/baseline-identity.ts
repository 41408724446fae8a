import type { RegionalBaseline } from "@/lib/emulator/fleet/managed-baselines";
import type { JsonObject } from "@/lib/emulator/json-value";

/** A PatchBaselineIdentity: AWS's own baselines go by their ARN, the account's by the bare id. */
export function identityAnswer({ baseline, reference, isDefault }: RegionalBaseline): JsonObject {
  return {
    BaselineId: reference,
    BaselineName: baseline.Name,
    OperatingSystem: baseline.OperatingSystem,
    BaselineDescription: baseline.Description === "" ? undefined : baseline.Description,
    DefaultBaseline: isDefault,
  };
}
