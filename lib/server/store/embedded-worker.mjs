// @ts-check
// Runs PGlite away from the thread that answers requests, and passes PostgreSQL's wire protocol through a MessagePort.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

const { dataDir, initialiseOnly } = z
  .object({ dataDir: z.string(), initialiseOnly: z.boolean() })
  .parse(workerData);
const port = parentPort;
if (port === null) throw new Error("This file runs in a worker.");

const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("close") }),
  z.object({ kind: z.literal("query"), stream: z.number(), bytes: z.instanceof(Uint8Array) }),
]);

/** PGlite keeps a write-ahead log without end unless told, and asks for more memory than a small machine has. */
const startParams = ["shared_buffers=64MB", "max_wal_size=64MB", "min_wal_size=32MB"];

const database = await PGlite.create(dataDir, {
  startParams: [...PGlite.defaultStartParams, ...startParams.flatMap((each) => ["-c", each])],
});

if (initialiseOnly) {
  await database.close();
  port.postMessage({ kind: "ready" });
} else {
  let last = Promise.resolve();
  port.on("message", (sent) => {
    const message = messageSchema.parse(sent);
    last = last.then(() => (message.kind === "close" ? close() : answer(message)));
  });
  port.postMessage({ kind: "ready" });
}

async function close() {
  await database.close();
  port?.close();
}

/** @param {{ stream: number, bytes: Uint8Array }} query */
async function answer({ stream, bytes }) {
  try {
    const answered = (await database.execProtocolRaw(bytes)).slice();
    port?.postMessage({ kind: "bytes", stream, bytes: answered }, [answered.buffer]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    port?.postMessage({ kind: "failed", stream, reason });
  }
}
