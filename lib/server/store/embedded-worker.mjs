// Runs PGlite away from the thread that answers requests, and passes PostgreSQL's wire protocol through a MessagePort.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

const { dataDir, initialiseOnly } = workerData;

/** PGlite keeps a write-ahead log without end unless told, and asks for more memory than a small machine has. */
const startParams = ["shared_buffers=64MB", "max_wal_size=64MB", "min_wal_size=32MB"];

const database = await PGlite.create(dataDir, {
  startParams: [...PGlite.defaultStartParams, ...startParams.flatMap((each) => ["-c", each])],
});

if (initialiseOnly) {
  await database.close();
  parentPort.postMessage({ kind: "ready" });
} else {
  let last = Promise.resolve();
  parentPort.on("message", (message) => {
    last = last.then(() => answer(message));
  });
  parentPort.postMessage({ kind: "ready" });
}

async function answer(message) {
  if (message.kind === "close") {
    await database.close();
    parentPort.close();
    return;
  }
  const { stream } = message;
  try {
    const answered = (await database.execProtocolRaw(message.bytes)).slice();
    parentPort.postMessage({ kind: "bytes", stream, bytes: answered }, [answered.buffer]);
  } catch (error) {
    parentPort.postMessage({ kind: "failed", stream, reason: String(error?.message ?? error) });
  }
}
