import "server-only";
import type { Sweep, SweepPart } from "@/lib/api/sweep.schema";
import { statusOfParts, type SweepStatus } from "@/lib/domain/sweep";
import type { Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import type { StoredSweepSource } from "@/lib/server/store/sweep-parts";
import type { StoredSweep } from "@/lib/server/store/sweeps";

/** The name that the configuration gives an account. */
export function aliasOf(account: string): string | null {
  return config().accounts.find((each) => each.account === account)?.alias ?? null;
}

function toPart(part: StoredSweepSource): SweepPart {
  const { account, region, status, startedAt, endedAt } = part;
  const { nodesDone, nodesTotal, calls, throttled, nodesFailed, failure } = part;
  return {
    account,
    region,
    alias: aliasOf(account),
    status,
    startedAt,
    endedAt,
    nodesDone,
    nodesTotal,
    calls,
    throttled,
    nodesFailed,
    error: failure,
  };
}

const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);

function sumOrNull(counts: ReadonlyArray<number | null>): number | null {
  return counts.includes(null) ? null : sum(counts.map((each) => each ?? 0));
}

/** How a run ended, by what the viewer may see of it: a source that is hidden must not show through. */
function statusFor(
  { status }: StoredSweep,
  parts: readonly StoredSweepSource[],
  seen: readonly StoredSweepSource[],
): SweepStatus {
  const isOver = status !== "waiting" && status !== "running";
  return isOver && seen.length > 0 && seen.length < parts.length
    ? statusOfParts(seen.map((part) => part.status))
    : status;
}

/** One run with its parts, as far as the viewer may see those. */
export function toSweep(
  viewer: Viewer,
  stored: StoredSweep,
  parts: readonly StoredSweepSource[],
): Sweep {
  const seen = parts.filter((part) => viewer.maySee(part));
  const { sweepId, cause, requestedAt, startedAt, endedAt } = stored;
  return {
    id: sweepId,
    cause,
    status: statusFor(stored, parts, seen),
    requestedAt,
    startedAt,
    endedAt,
    sources: seen.map(toPart),
    nodesDone: sum(seen.map(({ nodesDone }) => nodesDone)),
    nodesTotal: sumOrNull(seen.map(({ nodesTotal }) => nodesTotal)),
    calls: sum(seen.map(({ calls }) => calls)),
    throttled: sum(seen.map(({ throttled }) => throttled)),
    nodesFailed: sum(seen.map(({ nodesFailed }) => nodesFailed)),
  };
}
