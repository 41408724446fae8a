/** Why a sweep, or one source's part of it, was begun. */
export const sweepCauses = ["schedule", "request"] as const;

export type SweepCause = (typeof sweepCauses)[number];

/**
 * How a sweep stands. It is complete when every source was read whole, failed when none was, and partial between;
 * a source is partial when some of its nodes could not be read.
 */
export const sweepStatuses = ["waiting", "running", "complete", "partial", "failed"] as const;

export type SweepStatus = (typeof sweepStatuses)[number];

/** How a run that is over ended, by its sources: complete when every one is, failed when nothing was read of any. */
export function statusOfParts(statuses: readonly SweepStatus[]): SweepStatus {
  if (statuses.length === 0) return "failed";
  if (statuses.every((status) => status === "complete")) return "complete";
  return statuses.some((status) => status === "complete" || status === "partial")
    ? "partial"
    : "failed";
}
