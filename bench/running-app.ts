import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@/lib/server/store/store";

/** Patchboard's own server on an emulator, as `npm start` runs it. */
export interface RunningApp {
  readonly url: string;
  /** CPU time of the server process so far, in milliseconds; null where the system does not tell. */
  readonly cpuMs: () => Promise<number | null>;
  readonly stop: () => Promise<void>;
}

let emptyStore: Promise<string> | null = null;

/** An empty store, made once: that takes seconds, and nobody measures them. Removed when this process ends. */
async function makeEmptyStore(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "patchboard-bench-"));
  process.once("exit", () => {
    rmSync(directory, { recursive: true, force: true });
  });
  const { close } = await openStore({ kind: "embedded", directory });
  await close();
  return directory;
}

/**
 * Starts the built server on a port with a store that is new, and waits until it is ready: with `sweeps` false it reads
 * nothing by itself. Rejects when it ends before.
 */
export async function startApp(
  emulatorUrl: string,
  port: number,
  { sweeps }: { readonly sweeps: boolean },
): Promise<RunningApp> {
  const dataFolder = await mkdtemp(join(tmpdir(), "patchboard-bench-"));
  emptyStore ??= makeEmptyStore();
  await cp(join(await emptyStore, "store"), join(dataFolder, "store"), { recursive: true });
  const child = spawn(process.execPath, ["server.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      PATCHBOARD_CONFIG: "scripts/demo-sources.yaml",
      PATCHBOARD_DATA_DIR: dataFolder,
      PATCHBOARD_SWEEP_MINUTES: sweeps ? "15" : "0",
      AWS_ENDPOINT_URL: emulatorUrl,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(() => {
    throw new Error("The server ended before it was ready: run `npm run build` first.");
  });
  const ready = new Promise<void>((resolve) => {
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes("Patchboard is ready")) resolve();
    });
  });
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    stop: async () => {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await exit;
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** From /proc, where there is one: user and system time in ticks of 10 ms. */
async function cpuMsOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
