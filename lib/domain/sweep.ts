/** Why a sweep, or one source's part of it, was begun. */
export const sweepCauses = ["schedule", "request"] as const;

export type SweepCause = (typeof sweepCauses)[number];

/**
 * How a sweep stands. It is complete when every source was read whole, failed when none was, and partial between;
 * a source is partial when some of its nodes could not be read.
 */
export const sweepStatuses = ["waiting", "running", "complete", "partial", "failed"] as const;

export type SweepStatus = (typeof sweepStatuses)[number];
