import "server-only";
import type { ReadFailureCode } from "@/lib/domain/read-failure";
import type { Clock } from "@/lib/server/aws/clock";
import type { Urgency } from "@/lib/server/aws/learning-limiter";

/** Failures that say AWS itself cannot be used now; what it refuses, it has answered. */
const counted: ReadonlySet<ReadFailureCode> = new Set([
  "throttled",
  "awsUnavailable",
  "awsTimeout",
  "awsUnreachable",
]);

const mostInARow = 5;
const window = 20;
const mostInWindow = window / 2;
/** A person who asks again is answered sooner, by one call at a time. */
const pauseMs: Record<Urgency, number> = { background: 60_000, interactive: 5_000 };

/** What becomes of a call. */
type Admission = { readonly isProbe: boolean } | { readonly refused: ReadFailureCode };

/**
 * Keeps one source from being asked for a while when its calls keep failing: five in a row, or half of the last twenty.
 * After a pause one call is let through to see; its answer lets all through again.
 */
export interface Breaker {
  /** Whether a call may begin, and whether it is the one that is let through to see; otherwise why AWS is not asked. */
  readonly admit: (urgency: Urgency) => Admission;
  /** Why a call that has begun is not to be sent any more: the breaker has opened meanwhile. Null: it may be sent. */
  readonly holdsBack: (call: { readonly isProbe: boolean }) => ReadFailureCode | null;
  /** AWS answered, whatever it said. */
  readonly answered: () => void;
  readonly failed: (code: ReadFailureCode) => void;
  /** The probe was given up by who asked: it says nothing of AWS. */
  readonly abandoned: () => void;
  /** Lets all calls through again, as if none had failed: a sweep is there to find out. */
  readonly close: () => void;
}

/** A breaker that is closed. */
export function breaker(clock: Clock): Breaker {
  let outcomes: boolean[] = [];
  let inARow = 0;
  let open: { readonly code: ReadFailureCode; readonly sinceMs: number; isProbed: boolean } | null =
    null;

  function note(isGood: boolean): void {
    outcomes = [...outcomes, isGood].slice(-window);
    inARow = isGood ? 0 : inARow + 1;
  }

  function answered(): void {
    // One that was sent before it opened says as much as a probe. What was before is forgotten.
    if (open !== null) outcomes = [];
    open = null;
    note(true);
  }

  function abandoned(): void {
    if (open !== null) open.isProbed = false;
  }

  return {
    admit: (urgency) => {
      if (open === null) return { isProbe: false };
      if (open.isProbed || clock.now() - open.sinceMs < pauseMs[urgency]) {
        return { refused: open.code };
      }
      open.isProbed = true;
      return { isProbe: true };
    },
    holdsBack: ({ isProbe }) => (open === null || isProbe ? null : open.code),
    answered,
    abandoned,
    failed: (code) => {
      // Without credentials AWS was not asked.
      if (code === "credentialsMissing") return abandoned();
      if (!counted.has(code)) return answered();
      note(false);
      const badOnes = outcomes.filter((isGood) => !isGood).length;
      const isTripped = inARow >= mostInARow || badOnes >= mostInWindow;
      if (open !== null || isTripped) open = { code, sinceMs: clock.now(), isProbed: false };
    },
    close: () => {
      open = null;
      outcomes = [];
      inARow = 0;
    },
  };
}
