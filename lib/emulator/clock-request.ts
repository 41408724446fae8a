import { ControlError, membersOf, optionalText, positive } from "./control-request";
import type { ClockChange } from "./fleet/fleet-clock";

/** Reads a change of the clock. Throws ControlError naming the member that is wrong. */
export function readClockChange(body: unknown): ClockChange {
  const input = membersOf(body, ["now", "mode"]);
  const now = optionalText(input, "now");
  const mode = optionalText(input, "mode");
  if (now !== undefined && !Number.isFinite(Date.parse(now)))
    throw new ControlError(`now must be an ISO 8601 time, not "${now}"`);
  if (mode !== undefined && mode !== "fixed" && mode !== "real")
    throw new ControlError('mode must be "fixed" or "real"');
  if (now === undefined && mode === undefined) throw new ControlError("now or mode must be given");
  return { now, mode };
}

/** Reads how many of a hundred nodes scan. Throws ControlError for what is no percentage. */
export function readPercent(body: unknown): number {
  const input = membersOf(body, ["percent"]);
  const percent = positive(input, "percent");
  if (percent > 100) throw new ControlError("percent must be at most 100");
  return percent;
}
