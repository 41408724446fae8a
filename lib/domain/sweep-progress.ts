import type { SweepStatus } from "@/lib/domain/sweep";

/** One source's part of a run, as far as its progress goes. */
export interface ProgressPart {
  readonly status: SweepStatus;
  readonly nodesDone: number;
  /** null until the whole list of nodes has been read. */
  readonly nodesTotal: number | null;
  /** How many nodes earlier runs found; null: nobody knows. */
  readonly nodesBefore: number | null;
}

export interface SweepProgress {
  readonly done: number;
  /** How many there will be; null while nobody can say. */
  readonly expected: number | null;
  /** How many there will be at least. */
  readonly least: number;
  /** False while some of `expected` is what earlier runs found. */
  readonly exact: boolean;
}

function isOver(status: SweepStatus): boolean {
  return status !== "waiting" && status !== "running";
}

/** How many nodes a part will have read; one that ended before it was listed brings no more than it has. */
function expectedOf({ status, nodesDone, nodesTotal, nodesBefore }: ProgressPart): number | null {
  if (isOver(status)) return nodesDone;
  const expected = nodesTotal ?? nodesBefore;
  return expected === null ? null : Math.max(expected, nodesDone);
}

/** How far a run over all its sources is, in nodes. */
export function progressOf(parts: readonly ProgressPart[]): SweepProgress {
  const expected = parts.map(expectedOf);
  const isKnown = parts.length > 0 && !expected.includes(null);
  return {
    least: parts.reduce((sum, part) => sum + (expectedOf(part) ?? part.nodesDone), 0),
    done: parts.reduce((sum, { nodesDone }) => sum + nodesDone, 0),
    expected: isKnown ? expected.reduce<number>((sum, each) => sum + (each ?? 0), 0) : null,
    exact:
      isKnown && parts.every(({ status, nodesTotal }) => isOver(status) || nodesTotal !== null),
  };
}

/** Sooner than this a pace says nothing. */
const leastElapsedMs = 3_000;

/** How long a run still takes, in milliseconds, at its pace so far; null while that says nothing, and when all are done. */
export function timeLeftMs(
  { done, expected }: Pick<SweepProgress, "done" | "expected">,
  elapsedMs: number,
): number | null {
  if (expected === null || done === 0 || done >= expected || elapsedMs < leastElapsedMs)
    return null;
  return ((expected - done) * elapsedMs) / done;
}
