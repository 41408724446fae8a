import type { Call } from "@/lib/emulator/call";
import type { RegionalBaseline } from "@/lib/emulator/fleet/managed-baselines";
import { WireError } from "@/lib/emulator/wire-error";

/** The baseline of this id: AWS's own by ARN only, the account's by id or ARN. Throws DoesNotExistException. */
export function findBaseline(call: Call, asked: string): RegionalBaseline {
  const own = `arn:aws:ssm:${call.region}:${call.account}:patchbaseline/`;
  const found = call.source.baselines.list.find(
    ({ reference }) => reference === asked || own + reference === asked,
  );
  if (!found)
    throw new WireError("DoesNotExistException", "Patch Baseline to be retrieved does not exist.");
  return found;
}
