import "server-only";
import { freshnessOf } from "@/lib/domain/freshness";
import { utcDay } from "@/lib/domain/deadline";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Source } from "@/lib/domain/source";
import { parseSweepId } from "@/lib/domain/sweep-id";
import type { Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import { freshnessBounds } from "@/lib/server/read/node-list-from-store";
import { baselinesStatus, readSources } from "@/lib/server/read/source-readings";
import { sourceFor, sourcesFor, sourcesOrFailure } from "@/lib/server/read/sources";
import { nobodyWaits } from "@/lib/server/read/waiting";
import { loadNextToAge } from "@/lib/server/store/next-to-age";
import { loadNodes } from "@/lib/server/store/nodes";
import { listSources } from "@/lib/server/store/sources";
import { loadBaseline } from "@/lib/server/store/stored-baselines";
import { store } from "@/lib/server/store/store";
import { loadSweep, loadSweepsMark } from "@/lib/server/store/sweeps";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/**
 * What an answer hangs on besides its address, as JSON: while it stays the same, so does the answer. Viewers who see the
 * same sources have the same. null: the answer may change though nothing that is looked at here does.
 */
export type AnswerState = readonly unknown[] | null;

/** What is stored of sources, and how they stand; null while one of them is read for the first time. */
async function stateOf(opened: readonly OpenedSource[]): Promise<AnswerState> {
  const readings = await readSources(opened, nobodyWaits);
  if (readings.some(({ state }) => state.readAt === null && state.failure === null)) return null;
  return readings.map(({ state: { sourceNo, generation }, status }) => ({
    sourceNo,
    generation,
    status,
  }));
}

/**
 * Of lists and numbers of nodes: they also change by themselves, when an operation gets too old to be fresh and when a
 * day ends on which something was due.
 */
export async function stateOfFleet(viewer: Viewer): Promise<AnswerState> {
  const opened = await sourcesFor(viewer);
  const sources = await stateOf(opened);
  if (sources === null) return null;
  const { database } = await store();
  const { freshnessDays, deadlineDays } = config();
  const sourceNos = opened.map(({ sourceNo }) => sourceNo);
  const nextToAge = await loadNextToAge(
    database,
    sourceNos,
    freshnessBounds(Date.now(), freshnessDays),
  );
  return [sources, nextToAge, freshnessDays, utcDay(Date.now()), deadlineDays];
}

/** Of lists of baselines; null while some source's baselines are read for the first time. */
export async function stateOfBaselines(viewer: Viewer): Promise<AnswerState> {
  return stateOfBaselinesIn(await sourcesFor(viewer));
}

/** Of one baseline; null where the sweeps do not keep it. */
export async function stateOfBaseline(
  viewer: Viewer,
  source: Source,
  baselineId: string,
): Promise<AnswerState> {
  const opened = await sourceFor(viewer, source);
  const { database } = await store();
  const stored = await loadBaseline(database, opened.sourceNo, baselineId);
  return stored === null || stored.version === null ? null : stateOfBaselinesIn([opened]);
}

async function stateOfBaselinesIn(opened: readonly OpenedSource[]): Promise<AnswerState> {
  const nodes = await stateOf(opened);
  const statuses = (await readSources(opened, nobodyWaits)).map(baselinesStatus);
  const isFirst = statuses.some(({ readAt, error }) => readAt === null && error === null);
  return nodes === null || isFirst ? null : [nodes, statuses];
}

/** Of one node's facts; null where nothing is stored of it. */
export async function stateOfNode(
  viewer: Viewer,
  source: Source,
  instanceId: InstanceId,
): Promise<AnswerState> {
  const opened = await sourceFor(viewer, source);
  const sources = await stateOf([opened]);
  const { database } = await store();
  const [node] = await loadNodes(database, opened.sourceNo, [instanceId]);
  if (sources === null || node === undefined) return null;
  const endTime = node.patchState?.operationEndTime ?? null;
  const { freshnessDays, deadlineDays } = config();
  return [
    sources,
    freshnessOf(endTime, Date.now(), freshnessDays),
    utcDay(Date.now()),
    deadlineDays,
  ];
}

/** Of one node's patches: their deadlines change with the day. */
export async function stateOfNodePatches(viewer: Viewer, source: Source): Promise<AnswerState> {
  const sources = await stateOf([await sourceFor(viewer, source)]);
  return sources && [sources, utcDay(Date.now()), config().deadlineDays];
}

/** Of the sweeps; null while one waits or runs. */
export async function stateOfSweeps(viewer: Viewer): Promise<AnswerState> {
  const { sources, failure } = await sourcesOrFailure(viewer);
  const { database, setAside } = await store();
  const mark = await loadSweepsMark(database);
  if (failure !== null || mark === null) return null;
  const stored = (await listSources(database)).filter((each) => viewer.maySee(each));
  const configured = sources.map(({ sourceNo, alias }) => [sourceNo, alias]);
  return [mark, stored, configured, config().sweepMinutes, setAside];
}

/** Of one sweep; null until it has ended. */
export async function stateOfSweep(viewer: Viewer, id: string): Promise<AnswerState> {
  const sweepId = parseSweepId(id);
  const { database } = await store();
  const stored = sweepId === null ? null : await loadSweep(database, sweepId);
  if (stored === null || stored.endedAt === null) return null;
  const seen = (await listSources(database)).filter((each) => viewer.maySee(each));
  const aliases = config().accounts.map(({ account, alias }) => [account, alias]);
  return [stored, seen.map(({ sourceNo }) => sourceNo), aliases];
}
