import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startPostgres } from "@/scripts/start-postgres.mjs";
import { defaultDeadlineDays } from "@/lib/domain/deadline";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { countNodes } from "@/lib/server/store/count-nodes";
import { listNodesOfCve } from "@/lib/server/store/cves";
import { summariseFleet } from "@/lib/server/store/fleet-summary";
import { listNodes } from "@/lib/server/store/list-nodes";
import { loadNextToAge } from "@/lib/server/store/next-to-age";
import type { NodeFilter } from "@/lib/server/store/node-filter";
import { loadSourceStates } from "@/lib/server/store/sources";
import { openStore, type Store } from "@/lib/server/store/store";
import { countRows, cveToFind, fillStore, type FleetSize } from "./fill-store";
import { percentile, printTable } from "./print-table";

const isSmall = process.env["BENCH_SMALL"] === "1";
const size: FleetSize = isSmall
  ? { nodes: 1_000, rowsPerNode: 51 }
  : { nodes: 20_000, rowsPerNode: 51 };
const questions = 30;

type Question = readonly [name: string, ask: () => Promise<unknown>];

/** What pages and API ask the store for; `select 1` is what any question costs. */
function questionsOf({ database }: Store, sourceNo: number): readonly Question[] {
  const bounds = {
    freshSince: "2026-11-20T12:00:00.000Z",
    ageingSince: "2026-11-14T12:00:00.000Z",
    today: "2026-11-21",
    deadlineDays: defaultDeadlineDays,
  };
  const everything: NodeFilter = {
    verdicts: null,
    freshnesses: null,
    deadlines: null,
    states: null,
    severities: null,
    operatingSystems: null,
    platforms: null,
    groups: null,
    baselines: null,
    agents: null,
    accounts: null,
    regions: null,
    q: "",
    sourceNos: [sourceNo],
    ...bounds,
  };
  const page = { sort: [{ column: "priority", descending: false }], page: 1, size: 50 } as const;
  const answers = new KeptAnswers<unknown>(60);
  const stateOf = async () => [
    await loadSourceStates(database, [sourceNo]),
    await loadNextToAge(database, [sourceNo], bounds),
  ];
  const asked = (name: string, read: () => Promise<unknown>) =>
    answers.answer(name, { stateOf, read });
  return [
    ["select 1", () => database.execute("select 1")],
    ["list page of 50, worst first", () => listNodes(database, everything, page)],
    [
      "list page of 50, overdue ones, most first",
      () =>
        listNodes(
          database,
          { ...everything, deadlines: ["overdue"] },
          { ...page, sort: [{ column: "overdue", descending: true }] },
        ),
    ],
    ["counts around the list", () => countNodes(database, everything)],
    ["CVE lookup", () => listNodesOfCve(database, [sourceNo], cveToFind)],
    ["fleet summary", () => summariseFleet(database, everything)],
    [
      "list and counts, asked again",
      () =>
        asked("nodes", async () => [
          await listNodes(database, everything, page),
          await countNodes(database, everything),
        ]),
    ],
    [
      "CVE lookup, asked again",
      () => asked("cve", () => listNodesOfCve(database, [sourceNo], cveToFind)),
    ],
    [
      "fleet summary, asked again",
      () => asked("fleet", () => summariseFleet(database, everything)),
    ],
    ["what an ETag hangs on", () => loadNextToAge(database, [sourceNo], bounds)],
  ];
}

interface Measured {
  readonly times: readonly number[];
  /** Of this process a question; the server's is not in it. */
  readonly cpuMs: number;
  readonly longestStallMs: number;
}

async function measure([, ask]: Question, readers: number): Promise<Measured> {
  for (let count = 0; count < 3; count += 1) await ask();
  const times: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = process.cpuUsage();
  let left = Math.max(questions, readers * 5);
  const total = left;
  const read = async () => {
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
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
        question[0],
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
