import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  DescribeInstancePatchStatesCommand,
  paginateDescribeInstanceInformation,
  paginateDescribeInstancePatches,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { countFor } from "@/lib/domain/node-patch-state";
import { findingStates } from "@/lib/domain/patch-state";
import type { Source } from "@/lib/domain/source";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import type { AwsAttempt } from "@/lib/server/aws/aws-observer";
import { openCredentials } from "@/lib/server/aws/credentials";
import { openSource, type SourceClients } from "@/lib/server/aws/source-clients";
import { loadNodeRows } from "@/lib/server/store/node-rows";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { saveSources } from "@/lib/server/store/sources";
import { openStore, type Store } from "@/lib/server/store/store";
import { machineClock } from "@/lib/server/sweep/sweep-clock";
import { sweepSource, type SourceProgress } from "@/lib/server/sweep/sweep-source";
import { Throttling } from "@/lib/server/sweep/throttling";
import { printTable } from "./print-table";

const isSmall = process.env["BENCH_SMALL"] === "1";
const ratePerSecond = 20;
const burst = ratePerSecond;
/** Of the naive readers: nodes at once. */
const nodesAtOnce = 50;
const source: Source = { account: "111122223333", region: "us-east-1" };

interface Outcome {
  readonly who: string;
  readonly seconds: number;
  readonly calls: number;
  readonly throttled: number;
  /** Calls of the operation that was called most: the bucket is one for each. */
  readonly busiest: number;
  /** How long that operation's bucket was full while the reader ran, so that its allowance lapsed; null: not watched. */
  readonly lapsedSeconds: number | null;
  readonly got: string;
}

/** What a reader got, worked out when its time has been taken. */
type Got = () => string | Promise<string>;

/** Runs a reader under a bucket that is full, and counts its calls. */
async function race(
  { control }: Emulator,
  who: string,
  read: () => Promise<Got>,
): Promise<Outcome> {
  await control.change({ throttle: null });
  await control.change({ throttle: { ratePerSecond, burst } });
  await control.resetCalls();
  attempts = [];
  const start = performance.now();
  const got = await read();
  const seconds = (performance.now() - start) / 1000;
  const { total, throttled, byOperation } = await control.calls();
  const [[operation, busiest] = ["", 0]] = Object.entries(byOperation)
    .map(([name, each]) => [name, each.calls - each.throttled] as const)
    .toSorted(([, a], [, b]) => b - a);
  const answeredAtMs = attempts
    .filter((each) => operation.endsWith(`/${each.operation}`) && each.outcome !== "throttled")
    .map(({ atMs }) => atMs - start);
  const lapsedSeconds = attempts.length === 0 ? null : lapsedOf(answeredAtMs, seconds * 1000);
  return { who, seconds, calls: total, throttled, busiest, lapsedSeconds, got: await got() };
}

/** The allowance of a bucket that fills up unused, in seconds of it, between the start and the end. */
function lapsedOf(answeredAtMs: readonly number[], endMs: number): number {
  let tokens = burst;
  let lapsed = 0;
  let filledAtMs = 0;
  for (const atMs of [...answeredAtMs, endMs]) {
    const filled = tokens + ((atMs - filledAtMs) / 1000) * ratePerSecond;
    lapsed += Math.max(0, filled - burst);
    tokens = Math.max(0, Math.min(burst, filled) - 1);
    filledAtMs = atMs;
  }
  return lapsed / ratePerSecond;
}

interface WatchedAttempt extends AwsAttempt {
  readonly atMs: number;
}

/** The attempts of our own sweep that is under way. */
let attempts: WatchedAttempt[] = [];

async function readWithBoto3(): Promise<Got> {
  const env = { ...process.env, AWS_CONFIG_FILE: devNull };
  const args = [join(import.meta.dirname, "boto3_reader.py"), source.region];
  const { stdout } = await promisify(execFile)("python3", args, { env });
  return () => told(stdout);
}

function told(json: string): string {
  const said: unknown = JSON.parse(json);
  if (typeof said !== "object" || said === null) throw new Error(`boto3 said ${json}`);
  const number = (name: string) => Number(Object.entries(said).find(([key]) => key === name)?.[1]);
  return `${number("rows")} rows, ${number("lostNodes")} nodes lost`;
}

/** The AWS SDK as it comes, many nodes at once. */
async function readWithSdk(): Promise<Got> {
  const client = new SSMClient({ region: source.region });
  const ids: string[] = [];
  for await (const page of paginateDescribeInstanceInformation({ client, pageSize: 50 }, {}))
    ids.push(...(page.InstanceInformationList ?? []).flatMap(({ InstanceId }) => InstanceId ?? []));
  let rows = 0;
  let lost = 0;
  const work = async () => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      try {
        let own = 0;
        const asked = { InstanceId: id };
        const pages = paginateDescribeInstancePatches({ client, pageSize: 50 }, asked);
        for await (const page of pages) own += page.Patches?.length ?? 0;
        rows += own;
      } catch {
        lost += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: nodesAtOnce }, work));
  client.destroy();
  return () => `${rows} rows, ${lost} nodes lost`;
}

/** One sweep of ours: findings only, and of nodes that have changed. */
async function sweep({ database, transaction }: Store, clients: SourceClients): Promise<Got> {
  const [stored] = await saveSources(database, [source]);
  if (stored === undefined) throw new Error("The source was not stored.");
  const progress: SourceProgress = { nodesDone: 0, nodesTotal: null, failures: [] };
  const opened = {
    source,
    sourceNo: stored.sourceNo,
    alias: null,
    clients,
    throttling: new Throttling(source),
  };
  const { signal } = new AbortController();
  await sweepSource(opened, {
    database,
    write: transaction,
    progress,
    clock: machineClock,
    signal,
  });
  return () => heldBy({ database }, stored.sourceNo, progress);
}

/** What is held after a sweep, against SSM's own counters. */
async function heldBy(
  { database }: Pick<Store, "database">,
  sourceNo: number,
  progress: SourceProgress,
): Promise<string> {
  let findings = 0;
  let mismatches = 0;
  for (const { nodeNo, patchState } of await loadNodesOfSource(database, sourceNo)) {
    const rows = await loadNodeRows(database, nodeNo);
    for (const state of findingStates) {
      const held = rows.filter((row) => row.state === state).length;
      findings += held;
      if (held !== (patchState ? (countFor(patchState.counts, state) ?? 0) : 0)) mismatches += 1;
    }
  }
  const { nodesDone, failures } = progress;
  return `${findings} findings of ${nodesDone} nodes, ${failures.length} nodes lost, ${mismatches} counts differ`;
}

function tableOf(outcomes: readonly Outcome[]): string[][] {
  const [peer] = outcomes;
  return [
    [
      "reader",
      "seconds",
      "calls",
      "fewer calls than the first",
      "throttled",
      "× bound",
      "allowance lapsed",
      "got",
    ],
    ...outcomes.map(({ who, seconds, calls, throttled, busiest, lapsedSeconds, got }) => {
      const bound = (busiest - burst) / ratePerSecond;
      return [
        who,
        seconds.toFixed(1),
        String(calls),
        `${((peer?.calls ?? 0) / calls).toFixed(1)}×`,
        String(throttled),
        bound > 1 ? (seconds / bound).toFixed(2) : "–",
        bound > 1 && lapsedSeconds !== null ? `${lapsedSeconds.toFixed(1)} s` : "–",
        got,
      ];
    }),
  ];
}

/** The emulator works a node out when it is first asked about it, which costs it seconds that AWS would not take. */
async function warm(): Promise<void> {
  const client = new SSMClient({ region: source.region });
  for await (const page of paginateDescribeInstanceInformation({ client, pageSize: 50 }, {})) {
    const ids = (page.InstanceInformationList ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
    await client.send(new DescribeInstancePatchStatesCommand({ InstanceIds: ids }));
  }
  client.destroy();
}

/** A fleet read by our sweeps, full and incremental, and before them by peers: one after another on one emulator. */
async function raceFleet(
  nodes: number,
  peers: ReadonlyArray<readonly [who: string, read: () => Promise<Got>]>,
): Promise<void> {
  const emulator = await startEmulator({
    nodes: { [source.region]: nodes },
    settings: { latencyMs: 25 },
  });
  process.env["AWS_ENDPOINT_URL"] = emulator.url;
  const directory = mkdtempSync(join(tmpdir(), "patchboard-bench-"));
  const store = await openStore({ kind: "embedded", directory });
  const clients = openSource(source, {
    credentials: openCredentials(source.region),
    observer: {
      attempted: (attempt) => attempts.push({ ...attempt, atMs: performance.now() }),
    },
  });
  await warm();
  const own = (what: string) => race(emulator, `Patchboard, ${what}`, () => sweep(store, clients));
  try {
    const outcomes: Outcome[] = [];
    // One after another: each must have the machine, and the bucket, to itself.
    for (const [who, read] of peers) outcomes.push(await race(emulator, who, read));
    outcomes.push(await own("full sweep"), await own("nothing changed"));
    await emulator.control.rescan(5);
    outcomes.push(await own("5 % changed"));
    printTable(
      `${nodes} nodes${peers.length > 0 ? ", every patch by the peers" : ""}; ${ratePerSecond} calls/s an operation, burst ${burst}; bound = (answered calls of the busiest operation − burst) ÷ rate`,
      tableOf(outcomes),
    );
  } finally {
    clients.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
    await emulator.close();
  }
}

/** Sweeps beside the peers on a fleet that these can read in minutes; then a larger one, which they cannot. */
export async function benchSweep(): Promise<void> {
  await raceFleet(isSmall ? 30 : 50, [
    ["boto3 paginator, one by one", readWithBoto3],
    [`AWS SDK, ${nodesAtOnce} nodes at once`, readWithSdk],
  ]);
  await raceFleet(isSmall ? 200 : 1_000, []);
}
