// @ts-check
/** `npm run demo`: Patchboard on a fleet that the emulator makes up. Needs no AWS account, and can reach none. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { demoEnvironment } from "./demo-environment.mjs";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { onSignal, startNode } from "./keep-running.mjs";
import { requireFreePort } from "./require-free-port.mjs";
import { root } from "./run-command.mjs";
import { sweepPast } from "./sweep-past.mjs";

const FLEET = ["--nodes", "us-east-1=480,eu-west-1=120", "--latency-ms", "25"];

await requireFreePort(process.env);
await ensureInstalled();
if (!(await ensureBuilt())) process.exit(1);

/** @type {(signal: NodeJS.Signals) => void} */
let stopServer = () => {};
/** Ctrl-C, or a signal: the demo is meant to end. */
const asked = new AbortController();

/** @type {(address: string) => void} */
let foundAddress = () => {};
const address = new Promise((/** @type {(address: string) => void} */ found) => {
  foundAddress = found;
});
const main = join(root, "lib", "emulator", "main.ts");
const emulator = startNode(["--import", "tsx", main, "--port", "0", ...FLEET], {
  env: process.env,
  onLine: (line) => {
    const [, listening] = /emulator listening on (http:\S+)/.exec(line) ?? [];
    if (listening) foundAddress(listening);
  },
});
onSignal((signal) => {
  asked.abort();
  stopServer(signal);
  emulator.stop("SIGTERM");
});

const endpoint = await Promise.race([address, emulator.ended.then(() => null)]);
if (endpoint === null) {
  if (!asked.signal.aborted) console.error("The emulator did not start, and says why above.");
  process.exit(asked.signal.aborted ? 0 : 1);
}

const env = demoEnvironment(process.env, endpoint);
// Each demo is a new fleet: what an earlier one left behind would show as nodes that are gone.
const store = join(root, ".data", "demo");
rmSync(store, { recursive: true, force: true });
console.log("Sweeping the demo fleet's last 90 days, so that there is a history to show …");
const hasPast = await sweepPast({ endpoint, env, signal: asked.signal }).catch(
  (/** @type {unknown} */ error) => {
    if (!asked.signal.aborted) console.error(String(error));
    return false;
  },
);
if (!hasPast && !asked.signal.aborted) {
  console.error("The past could not be swept: the demo's history begins today.");
  rmSync(store, { recursive: true, force: true });
}
const server = startNode([join(root, "server.mjs")], {
  env,
  onLine: (line) => {
    const [, url] = /Patchboard is ready on (http\S+)/.exec(line) ?? [];
    if (url) console.log(`\nThe demo fleet is at ${url}\nCtrl-C stops it.`);
  },
});
stopServer = server.stop;
if (asked.signal.aborted) server.stop("SIGTERM");

const code = await Promise.race([server.ended, emulator.ended.then((ended) => ended || 1)]);
if (!asked.signal.aborted) console.error("The demo has stopped.");
server.stop("SIGTERM");
emulator.stop("SIGTERM");
await Promise.all([server.ended, emulator.ended]);
process.exit(asked.signal.aborted ? 0 : code || 1);
