import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startPostgres } from "@/scripts/start-postgres.mjs";
import { openStore, type Store } from "@/lib/server/store/store";
import { countRows, fillStore, type FleetSize } from "./fill-store";
import { percentile, printTable } from "./print-table";
import { questionsOf, type Question } from "./store-questions";

const isSmall = process.env["BENCH_SMALL"] === "1";
const size: FleetSize = isSmall
  ? { nodes: 1_000, rowsPerNode: 51 }
  : { nodes: 20_000, rowsPerNode: 51 };
/** Of one reader, and of each of many. */
const questions = 30;
const questionsAReader = 5;

interface Measured {
  readonly times: readonly number[];
  /** Of this process a question; the server's is not in it. */
  readonly cpuMs: number;
  readonly longestStallMs: number;
}

async function measure({ ask, change }: Question, readers: number): Promise<Measured> {
  let asked = 0;
  const askOnce = () => {
    asked += 1;
    return ask(asked);
  };
  for (let count = 0; count < 3; count += 1) await askOnce();
  const times: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = process.cpuUsage();
  const total = Math.max(questions, readers * questionsAReader);
  const readUntil = async (left: { count: number }) => {
    while (left.count > 0) {
      left.count -= 1;
      const start = performance.now();
      await askOnce();
      times.push(performance.now() - start);
    }
  };
  const allReaders = async (count: number) => {
    const left = { count };
    await Promise.all(Array.from({ length: readers }, () => readUntil(left)));
  };
  if (change === undefined) await allReaders(total);
  else {
    // Each change is met by every reader at once.
    for (let round = 0; round < total / readers; round += 1) {
      change();
      await allReaders(readers);
    }
  }
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  return {
    times,
    cpuMs: (user + system) / 1000 / total,
    longestStallMs: Math.max(0, delay.max / 1e6 - 5),
  };
}

async function benchEngine(name: string, opened: Store): Promise<void> {
  const start = performance.now();
  const sourceNo = await fillStore(opened, size);
  const rows = await countRows(opened);
  const filledS = (performance.now() - start) / 1000;
  const table: string[][] = [
    ["question", "readers", "p50 ms", "p95 ms", "CPU ms", "longest stall ms"],
  ];
  for (const readers of [1, 10]) {
    for (const question of questionsOf(opened, sourceNo)) {
      // One after another: each must have the machine to itself.
      const { times, cpuMs, longestStallMs } = await measure(question, readers);
      table.push([
        question.name,
        String(readers),
        percentile(times, 50).toFixed(1),
        percentile(times, 95).toFixed(1),
        cpuMs.toFixed(1),
        longestStallMs.toFixed(0),
      ]);
    }
  }
  const rssMb = process.memoryUsage.rss() / 2 ** 20;
  printTable(
    `${name}: ${size.nodes} nodes, ${rows} rows, made in ${filledS.toFixed(0)} s; RSS ${rssMb.toFixed(0)} MB`,
    table,
  );
}

/** What the store answers, how fast and at what cost, on each engine: the embedded one runs within this process. */
export async function benchStore(): Promise<void> {
  const postgres = await startPostgres();
  if (postgres !== null) {
    const served = await openStore({ kind: "server", url: postgres.url });
    try {
      await benchEngine(`Store on ${postgres.version} (CPU: this process only)`, served);
    } finally {
      await served.close();
      postgres.stop();
    }
  }
  const directory = mkdtempSync(join(tmpdir(), "patchboard-bench-"));
  const embedded = await openStore({ kind: "embedded", directory });
  try {
    await benchEngine("Store on PGlite (CPU: with the database)", embedded);
  } finally {
    await embedded.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
