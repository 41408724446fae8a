// @ts-check
import { spawn } from "node:child_process";
import { root } from "./run-command.mjs";

/** A terminal and npm both pass on one Ctrl-C; the second of the two is not an order to hurry. */
const SAME_ORDER_MS = 1_000;

/**
 * A long-lived Node process in a group of its own, so that signals reach it from here only, and once.
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv; onLine?: (line: string) => void }} options `onLine` is told each line of its output, which is shown as well
 */
export function startNode(args, { env, onLine }) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", onLine ? "pipe" : "inherit", "inherit"],
  });
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    process.stdout.write(text);
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine?.(line);
  });
  const ended = new Promise((/** @type {(code: number) => void} */ done) => {
    child.on("error", () => done(1));
    child.on("close", (code) => done(code ?? 1));
  });
  return { ended, stop: (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal) };
}

/**
 * Passes this process's signals on.
 * @param {(signal: NodeJS.Signals) => void} stop
 */
export function onSignal(stop) {
  let lastAt = -Infinity;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - lastAt > SAME_ORDER_MS) stop(signal === "SIGINT" ? "SIGINT" : "SIGTERM");
      lastAt = now;
    });
  }
}
