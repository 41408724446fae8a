// @ts-check
/** How the process ends: refusing to start, crashing, or draining when it is told to stop. */
import { writeSync } from "node:fs";

const IDLE_CHECK_MS = 100;
const HARD_STOP_MS = 25_000;

/**
 * What the entry shares with lib/server, which Next bundles apart from it. `patchboardBeforeExit` holds what must be finished
 * before the process ends (a sweep's step, the embedded database); nothing in it outlives the hard stop.
 * @type {typeof globalThis & { patchboardDraining?: boolean | undefined; patchboardBeforeExit?: (() => Promise<void>)[] | undefined }}
 */
const shared = globalThis;

/** Whether the process was told to stop. */
export function isDraining() {
  return shared.patchboardDraining === true;
}

/** Ends the process with one sentence. @param {string} sentence @returns {never} */
export function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * One JSON line, as lib/server/log.ts writes them, then the end: the state after an uncaught error is unknown.
 * @param {string} event
 * @param {unknown} thrown
 */
export function crash(event, thrown) {
  const error =
    thrown instanceof Error
      ? { type: thrown.name, message: thrown.message, stack: thrown.stack }
      : { message: String(thrown) };
  // Synchronously: nothing is flushed after exit.
  writeSync(2, `${JSON.stringify({ level: 60, time: new Date().toISOString(), event, error })}\n`);
  process.exit(1);
}

/**
 * First signal: tell the load balancer, serve a little longer, finish what runs, end. Second signal: now.
 * @param {import("node:http").Server} server
 * @param {number} drainMs how long it goes on serving
 */
export function stop(server, drainMs) {
  if (shared.patchboardDraining) process.exit(1);
  shared.patchboardDraining = true;
  setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
  setTimeout(() => {
    const closed = new Promise((done) => server.close(done));
    // A kept-alive connection whose request ends only now would hold the server open.
    setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref();
    void closed
      // Requests that ran had the store until they ended.
      .then(() => Promise.allSettled((shared.patchboardBeforeExit ?? []).map((finish) => finish())))
      .then(() => process.exit(0));
  }, drainMs);
}
