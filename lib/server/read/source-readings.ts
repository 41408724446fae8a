import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Patience } from "@/lib/server/settled-within";
import { loadSourceStates, type SourceState } from "@/lib/server/store/sources";
import { store } from "@/lib/server/store/store";
import { config } from "@/lib/server/config";
import { sourceStatus } from "@/lib/server/read/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** A source with how its sweeps stand. */
export interface SourceReading {
  readonly opened: OpenedSource;
  readonly state: SourceState;
  readonly status: SourceStatus;
}

/** Between two looks at a sweep that is waited for. */
const lookEveryMs = 100;

async function look(sources: readonly OpenedSource[]): Promise<readonly SourceReading[]> {
  const { database } = await store();
  const states = await loadSourceStates(
    database,
    sources.map(({ sourceNo }) => sourceNo),
  );
  const byNumber = new Map(states.map((state) => [state.sourceNo, state]));
  return sources.flatMap((opened) => {
    const state = byNumber.get(opened.sourceNo);
    if (state === undefined) return [];
    const { readAt, failure, isReading } = state;
    return [
      { opened, state, status: sourceStatus(opened, { readAt, failure, reading: isReading }) },
    ];
  });
}

/** Nothing is stored of it yet, and something will be. */
function isFirstReading({ state }: SourceReading): boolean {
  const willBe = state.isReading || config().sweepMinutes > 0;
  return state.readAt === null && state.failure === null && willBe;
}

/** How the reading of a source's baselines stands: they are read beside its nodes. */
export function baselinesStatus({ opened, state }: SourceReading): SourceStatus {
  const { baselinesReadAt: readAt, isReading: reading, baselinesFailure } = state;
  const failure = baselinesFailure ?? (readAt === null ? state.failure : null);
  return sourceStatus(opened, { readAt, reading, failure });
}

/** No baseline of it is stored yet, and some will be. */
export function isFirstOfBaselines(reading: SourceReading): boolean {
  const { state } = reading;
  const willBe = state.isReading || config().sweepMinutes > 0;
  const failed = state.failure !== null || state.baselinesFailure !== null;
  return state.baselinesReadAt === null && !failed && willBe;
}

/**
 * How the sweeps of sources stand, after waiting as long as `patience` allows for those that `isFirst` says are read
 * for the first time: of their nodes, unless told otherwise.
 */
export async function readSources(
  sources: readonly OpenedSource[],
  { waitMs }: Patience,
  isFirst: (reading: SourceReading) => boolean = isFirstReading,
): Promise<readonly SourceReading[]> {
  const untilMs = Date.now() + waitMs;
  for (;;) {
    const readings = await look(sources);
    const leftMs = untilMs - Date.now();
    if (leftMs <= 0 || !readings.some(isFirst)) return readings;
    await delay(Math.min(lookEveryMs, leftMs));
  }
}
