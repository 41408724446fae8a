import "server-only";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { log } from "@/lib/server/log";

const beatMs = 5_000;
const staleMs = 20_000;
/** The longest path a Unix socket can have on every system, with some to spare. */
const longestSocketPath = 100;
const answerWithinMs = 3_000;
/** A take-over lasts milliseconds: one that is older belongs to a process that was killed within it. */
const turnMs = 5_000;
const betweenAttemptsMs = 100;
const mostAttempts = 100;

const holderSchema = z.object({ host: z.string(), pid: z.number(), since: z.string() });

type Holder = z.infer<typeof holderSchema>;

const unknownHolder: Holder = { host: "this host", pid: 0, since: "an unknown time" };

/** Another process has the directory; its message names which. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
}

/** The same for every process, wherever it runs from and by whatever name it knows the directory. */
function socketPath(directory: string): string {
  const real = realpathSync(directory);
  const name = createHash("sha256").update(real).digest("hex").slice(0, 24);
  if (process.platform === "win32") return `\\\\.\\pipe\\patchboard-${name}`;
  const inside = join(real, "lock.sock");
  return inside.length <= longestSocketPath ? inside : join(tmpdir(), `patchboard-${name}.sock`);
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Who answers on the socket; null for a process that was stopped, or is too busy. "left behind": its process was
 * killed; "none": there is no socket (any more).
 */
async function answerAt(path: string): Promise<Holder | null | "left behind" | "none"> {
  const socket = connect(path);
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  try {
    await once(socket, "end", { signal: AbortSignal.timeout(answerWithinMs) });
  } catch (error) {
    const code = codeOf(error);
    if (code === "ECONNREFUSED") return "left behind";
    // It went away while it was asked.
    if (code === "ENOENT" || code === "ECONNRESET") return "none";
  } finally {
    socket.on("error", () => undefined);
    socket.destroy();
  }
  return parseHolder(text);
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}

function holderIn(beat: string): Holder | null {
  try {
    return parseHolder(readFileSync(beat, "utf8"));
  } catch {
    return null;
  }
}

async function listen(path: string, me: Holder): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(JSON.stringify(me));
  });
  try {
    server.listen(path);
    await once(server, "listening");
    return server;
  } catch (error) {
    if (codeOf(error) === "EADDRINUSE") return null;
    throw error;
  }
}

function ageOf(file: string): number {
  const changedAtMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return changedAtMs === undefined ? Number.POSITIVE_INFINITY : Date.now() - changedAtMs;
}

/** Another host that sees the same volume shows itself by the age of its heartbeat file. */
function refuseOtherHost(directory: string, beat: string, me: Holder): void {
  const ageMs = ageOf(beat);
  const other = holderIn(beat);
  if (other === null || other.host === me.host || ageMs >= staleMs) return;
  throw new DirectoryInUseError(
    `${directory} is in use by process ${other.pid} on ${other.host}, last sign of life ${Math.round(ageMs / 1000)} s ago.`,
  );
}

/**
 * Takes a directory for this process alone: PGlite itself lets two processes destroy one. Gives the function that
 * gives it back. Throws DirectoryInUseError naming who has it. A killed process's lock is taken over at once.
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  mkdirSync(directory, { recursive: true });
  const path = socketPath(directory);
  const beat = join(directory, "lock.json");
  const me: Holder = { host: hostname(), pid: process.pid, since: new Date().toISOString() };
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const server = await listen(path, me);
    if (server !== null) return hold(server, directory, beat, me);
    const answer = await answerAt(path);
    if (answer === "left behind") {
      // Another host's socket answers nobody here: its heartbeat is asked before the socket goes.
      refuseOtherHost(directory, beat, me);
      const taken = await takeOver(path, me);
      if (taken !== null) return hold(taken, directory, beat, me);
    } else if (answer !== "none") {
      const holder = answer ?? holderIn(beat) ?? unknownHolder;
      throw new DirectoryInUseError(
        `${directory} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}.`,
      );
    }
    await delay(betweenAttemptsMs);
  }
  throw new DirectoryInUseError(`${directory} can't be locked.`);
}

/**
 * Listens in place of a process that was killed. Of several that start together one at a time does: a late one would
 * remove the socket of the first. null: somebody else is at it, or was.
 */
async function takeOver(path: string, me: Holder): Promise<Server | null> {
  const turn = `${path}.turn`;
  if (ageOf(turn) > turnMs) rmSync(turn, { recursive: true, force: true });
  try {
    mkdirSync(turn);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return null;
    throw error;
  }
  try {
    if ((await answerAt(path)) !== "left behind") return null;
    rmSync(path, { force: true });
    return await listen(path, me);
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

function hold(server: Server, directory: string, beat: string, me: Holder): () => void {
  try {
    refuseOtherHost(directory, beat, me);
  } catch (error) {
    server.close();
    throw error;
  }
  server.unref();
  writeFileSync(beat, JSON.stringify(me));
  const timer = setInterval(() => {
    try {
      // Written anew, not only touched: whoever cleaned up beside us must not make the lock look stale.
      writeFileSync(beat, JSON.stringify(me));
    } catch (error) {
      log().error({ event: "storeHeartbeatFailed", directory, error });
    }
  }, beatMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    server.close();
    rmSync(beat, { force: true });
  };
}
