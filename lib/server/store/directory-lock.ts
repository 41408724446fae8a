import "server-only";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { z } from "zod";
import { log } from "@/lib/server/log";

const beatMs = 5_000;
const staleMs = 20_000;
/** The longest path a Unix socket can have, less one for its end. */
const longestSocketPath = 100;
const mostAttempts = 4;

const holderSchema = z.object({ host: z.string(), pid: z.number(), since: z.string() });

type Holder = z.infer<typeof holderSchema>;

/** Another process has the directory; its message names which. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
}

function socketPath(directory: string): string {
  const name = createHash("sha256").update(directory).digest("hex").slice(0, 24);
  if (process.platform === "win32") return `\\\\.\\pipe\\patchboard-${name}`;
  const inside = relative(process.cwd(), join(directory, "lock.sock"));
  return inside.length <= longestSocketPath ? inside : join(tmpdir(), `patchboard-${name}.sock`);
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Who answers on the socket; null when nobody does, as after a process was killed. */
async function holderAt(path: string): Promise<Holder | null> {
  const socket = connect(path);
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  try {
    await once(socket, "end");
    return parseHolder(text) ?? { host: "this host", pid: 0, since: "an unknown time" };
  } catch {
    return null;
  } finally {
    socket.destroy();
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
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return null;
    throw error;
  }
}

/** Another host that sees the same volume shows itself by the age of its heartbeat file. */
function refuseOtherHost(directory: string, beat: string, me: Holder): void {
  let other: Holder | null = null;
  let ageMs = Number.POSITIVE_INFINITY;
  try {
    ageMs = Date.now() - statSync(beat).mtimeMs;
    other = parseHolder(readFileSync(beat, "utf8"));
  } catch {
    return;
  }
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
    const holder = await holderAt(path);
    if (holder !== null) {
      throw new DirectoryInUseError(
        `${directory} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}.`,
      );
    }
    // Left by a process that was killed.
    rmSync(path, { force: true });
  }
  throw new DirectoryInUseError(`${directory} can't be locked.`);
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
