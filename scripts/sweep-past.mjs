// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { nextDay } from "./history-days.mjs";
import { root } from "./run-command.mjs";

const DAY_MS = 86_400_000;
/** What all sweeps but the last may take together, unless told: the demo opens within a minute. */
const TIME_MS = 35_000;

/**
 * Fills the demo's store with the fleet's last ninety days by sweeping them, the oldest first: the emulator's clock is moved to each
 * day, and a process of its own sweeps with that moment as its now. Ends with a sweep of the present. Resolves to whether it succeeded.
 * @param {{ endpoint: string; env: NodeJS.ProcessEnv; signal: AbortSignal; timeMs?: number }} options
 */
export async function sweepPast({ endpoint, env, signal, timeMs = TIME_MS }) {
  const main = join(root, "lib", "server", "sweep", "sweep-past-main.ts");
  const args = ["--no-deprecation", "--conditions=react-server", "--import", "tsx", main];
  const sweeper = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    detached: process.platform !== "win32",
    stdio: ["pipe", "pipe", "inherit"],
  });
  const stop = () => void sweeper.kill();
  signal.addEventListener("abort", stop);
  const closed = once(sweeper, "close");
  const lines = createInterface({ input: sweeper.stdout });
  // A sweeper that ends is seen by what it says no more.
  sweeper.stdin.on("error", () => {});
  const said = lines[Symbol.asyncIterator]();
  /** @param {string} moment @returns {Promise<boolean>} */
  const sweepAt = async (moment) => {
    sweeper.stdin.write(`${moment}\n`);
    for (;;) {
      const { value, done } = await said.next();
      if (done) return false;
      if (value === `swept ${moment}`) return true;
      // Its log; what it says when all goes well is of no interest here.
      if (!value.includes('"event":"sweepEnded"')) console.log(value);
    }
  };
  try {
    const clock = await control(endpoint, "GET", "clock");
    const fleetNow = String(Reflect.get(Object(clock), "fleetNow"));
    await control(endpoint, "POST", "settings", { latencyMs: 0 });
    if (!(await sweepDays({ endpoint, nowMs: Date.parse(fleetNow), timeMs, sweepAt })))
      return false;
    await control(endpoint, "DELETE", "clock");
    if (!(await sweepAt(new Date().toISOString()))) return false;
    sweeper.stdin.end();
    const [code] = await closed;
    return code === 0;
  } finally {
    signal.removeEventListener("abort", stop);
    sweeper.kill();
    await control(endpoint, "DELETE", "clock").catch(() => {});
    await control(endpoint, "DELETE", "settings").catch(() => {});
  }
}

/**
 * @param {{ endpoint: string; nowMs: number; timeMs: number; sweepAt: (moment: string) => Promise<boolean> }} options
 */
async function sweepDays({ endpoint, nowMs, timeMs, sweepAt }) {
  const begunAt = performance.now();
  let swept = 0;
  let startedAt = begunAt;
  let day = nextDay(null, 0);
  while (day !== null) {
    const moment = new Date(nowMs - day * DAY_MS).toISOString();
    await control(endpoint, "POST", "clock", { now: moment });
    if (!(await sweepAt(moment))) return false;
    swept += 1;
    // The first one opens the store and reads every node for the first time.
    if (swept === 1) startedAt = performance.now();
    const eachMs = swept < 3 ? 1_000 : (performance.now() - startedAt) / (swept - 1);
    const leftMs = timeMs - (performance.now() - begunAt);
    if (swept % 10 === 1) console.log(`  swept the fleet as it was ${day} days ago`);
    day = nextDay(day, Math.floor(leftMs / eachMs));
  }
  const seconds = Math.round((performance.now() - begunAt) / 1_000);
  console.log(`History: ${swept + 1} of the last 90 days; sweeping the past took ${seconds} s.`);
  return true;
}

/**
 * @param {string} endpoint
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<unknown>}
 */
async function control(endpoint, method, path, body) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${endpoint}/_emulator/${path}`, init);
  if (!response.ok) throw new Error(`emulator control ${method} ${path}: ${await response.text()}`);
  return response.json();
}

// By itself, for tests: the emulator's address, and how many seconds it may take.
if (process.argv[1] === import.meta.filename) {
  const [, , endpoint = "", seconds = "35"] = process.argv;
  const { signal } = new AbortController();
  const timeMs = Number(seconds) * 1_000;
  process.exitCode = (await sweepPast({ endpoint, env: process.env, signal, timeMs })) ? 0 : 1;
}
