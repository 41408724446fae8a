import { duration } from "@/components/ui/relative-time";
import { countOf } from "@/components/ui/number-format";
import type { Sweep, SweepPart } from "@/lib/api/sweep.schema";
import type { ReadFailureCode } from "@/lib/domain/read-failure";
import type { SweepCause, SweepStatus } from "@/lib/domain/sweep";

export const statusWords: Record<SweepStatus, string> = {
  waiting: "Waiting",
  running: "Running",
  complete: "Complete",
  partial: "Partial",
  failed: "Failed",
};

export const causeWords: Record<SweepCause, string> = {
  schedule: "Schedule",
  request: "By hand",
};

/** Why a source could not be read, in two or three words; the sentence stands elsewhere. */
export const failureWords: Record<ReadFailureCode, string> = {
  throttled: "Limited by AWS",
  accessDenied: "Access denied",
  credentialsExpired: "Credentials expired",
  credentialsMissing: "No credentials",
  wrongAccount: "Wrong account",
  awsUnavailable: "AWS error",
  awsTimeout: "No answer in time",
  awsUnreachable: "Can’t be reached",
  badAnswer: "Answer not understood",
  listKeptChanging: "List kept changing",
  requestRefused: "Request refused",
};

/** True once nothing more will be read in it. */
export function isOver({ status }: Pick<Sweep, "status">): boolean {
  return status !== "waiting" && status !== "running";
}

/** A run that had no source to read: its status says complete, which it would be of nothing. */
export function readNothing(sweep: Pick<Sweep, "status" | "sources">): boolean {
  return isOver(sweep) && sweep.sources.length === 0;
}

const minuteMs = 60_000;

function ceilTo(ms: number, stepMs: number): number {
  return Math.ceil(ms / stepMs) * stepMs;
}

/** How long a run still takes, coarser the longer it is: an estimate that jumps about is not read. */
export function timeLeftWords(ms: number): string {
  if (ms <= 10_000) return "a few seconds left";
  if (ms <= 55_000) return `about ${duration(ceilTo(ms, 5_000))} left`;
  if (ms <= 20 * minuteMs) return `about ${duration(ceilTo(ms, minuteMs))} left`;
  return `about ${duration(ceilTo(ms, 10 * minuteMs))} left`;
}

/** How long a run or a part of it took, or has taken by `now`; null before it began. */
export function tookMs(
  { startedAt, endedAt }: Pick<SweepPart, "startedAt" | "endedAt">,
  now: string,
): number | null {
  if (startedAt === null) return null;
  return Math.max(0, Date.parse(endedAt ?? now) - Date.parse(startedAt));
}

/** What of a run was not read: `1 source, 2 nodes`; null when nothing is known to be missing. */
export function notReadWords({
  sources,
  nodesFailed,
}: Pick<Sweep, "sources" | "nodesFailed">): string | null {
  const failed = sources.filter(({ status }) => status === "failed").length;
  const words = [
    ...(failed === 0 ? [] : [countOf(failed, "source", "sources")]),
    ...(nodesFailed === 0 ? [] : [countOf(nodesFailed, "node", "nodes")]),
  ];
  return words.length === 0 ? null : words.join(", ");
}

/** Why a part of a run failed. One without a reason was left behind by a sweeper that ended. */
export function partFailureWords({
  status,
  error,
}: Pick<SweepPart, "status" | "error">): string | null {
  if (error !== null) return error.detail;
  return status === "failed" ? "The sweeper ended before the source was read." : null;
}
