import "server-only";
import { once } from "node:events";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { Pool } from "pg";
import { log } from "@/lib/server/log";
import { WorkerStream } from "@/lib/server/store/worker-stream";

/** PostgreSQL in a worker thread of this process. */
export interface EmbeddedPool {
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

/** Next's bundle has no folder of its own sources: the process runs in the project's. */
const workerFile = join(process.cwd(), "lib/server/store/embedded-worker.mjs");

async function startWorker(data: { dataDir: string; initialiseOnly: boolean }): Promise<Worker> {
  const worker = new Worker(workerFile, { workerData: data });
  const gone = new AbortController();
  worker.once("exit", () => {
    gone.abort();
  });
  // Rejects when the worker fails, or ends, before it is ready.
  await once(worker, "message", { signal: gone.signal });
  return worker;
}

/** Makes the directory's new entries outlive a power cut, where the system lets a directory be synced. */
export function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a new cluster aside and renames it, so that a half-made one is never taken for a whole one. */
async function initialise(dataDir: string): Promise<void> {
  const aside = `${dataDir}.initialising`;
  rmSync(aside, { recursive: true, force: true });
  // PGlite makes one level only.
  mkdirSync(dirname(aside), { recursive: true });
  // The worker that initialises keeps some 500 MB: it ends, and another one opens the cluster.
  const worker = await startWorker({ dataDir: aside, initialiseOnly: true });
  await once(worker, "exit");
  renameSync(aside, dataDir);
  syncDirectory(dirname(dataDir));
}

/** Opens the cluster in `dataDir`, made when it is absent. Rejects with PGlite's own error when it cannot be opened. */
export async function openEmbeddedPool(dataDir: string): Promise<EmbeddedPool> {
  if (!existsSync(join(dataDir, "PG_VERSION"))) await initialise(dataDir);
  const worker = await startWorker({ dataDir, initialiseOnly: false });
  worker.unref();
  const pool = new Pool({
    max: 1,
    user: "postgres",
    database: "postgres",
    stream: () => new WorkerStream(worker),
    idleTimeoutMillis: 0,
    // There is one session: who cannot have it for so long is told, and does not wait for ever.
    connectionTimeoutMillis: 60_000,
  });
  pool.on("error", (error) => {
    log().error({ event: "storeConnectionLost", error });
  });
  return {
    pool,
    close: async () => {
      await pool.end();
      worker.ref();
      const ended = once(worker, "exit");
      worker.postMessage({ kind: "close" });
      await ended;
    },
  };
}
