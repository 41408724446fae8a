import "server-only";
import { Duplex } from "node:stream";
import type { Worker } from "node:worker_threads";
import { z } from "zod";

const answerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("bytes"), stream: z.number(), bytes: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal("failed"), stream: z.number(), reason: z.string() }),
]);

function message(type: string, body: Buffer): Buffer {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type, 0);
  bytes.writeInt32BE(4 + body.length, 1);
  body.copy(bytes, 5);
  return bytes;
}

const parameters = {
  server_version: "18.0",
  client_encoding: "UTF8",
  DateStyle: "ISO, MDY",
  integer_datetimes: "on",
  standard_conforming_strings: "on",
  TimeZone: "UTC",
};

/** What a PostgreSQL server says to a client that has just connected: signed in, its parameters, ready. */
const greeting = Buffer.concat([
  message("R", Buffer.from([0, 0, 0, 0])),
  ...Object.entries(parameters).map(([name, value]) =>
    message("S", Buffer.from(`${name}\0${value}\0`)),
  ),
  message("K", Buffer.alloc(8)),
  message("Z", Buffer.from("I")),
]);

const rollback = message("Q", Buffer.from("rollback\0"));

/** The wire protocol's Terminate: `X` and a length of 4, and nothing else. */
function endsWithTerminate(bytes: Buffer): boolean {
  return (
    bytes.length >= 5 &&
    bytes[bytes.length - 5] === "X".charCodeAt(0) &&
    bytes.readInt32BE(bytes.length - 4) === 4
  );
}

let streams = 0;

/** The socket of one `pg` client, whose server is PGlite in a worker. */
export class WorkerStream extends Duplex {
  readonly #worker: Worker;
  readonly #id = (streams += 1);
  readonly #onMessage: (answer: unknown) => void;
  #started = false;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
    this.#onMessage = (answer) => {
      const parsed = answerSchema.safeParse(answer);
      if (!parsed.success || parsed.data.stream !== this.#id) return;
      if (parsed.data.kind === "bytes") this.push(Buffer.from(parsed.data.bytes));
      else this.destroy(new Error(parsed.data.reason));
    };
    worker.on("message", this.#onMessage);
  }

  /** `pg` calls these on its socket. */
  connect(): this {
    queueMicrotask(() => this.emit("connect"));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#send(chunk);
    done();
  }

  override _writev(
    chunks: ReadonlyArray<{ chunk: Buffer }>,
    done: (error?: Error | null) => void,
  ): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#worker.off("message", this.#onMessage);
    this.push(null);
    done(error);
  }

  #send(sent: Buffer): void {
    let bytes = sent;
    if (!this.#started) {
      // The startup message is ours to answer: PGlite has one session, which is open.
      this.#started = true;
      bytes = bytes.subarray(bytes.readInt32BE(0));
      this.push(greeting);
    }
    const ends = endsWithTerminate(bytes);
    // The session outlives its client; the client's transaction must not.
    if (ends) bytes = Buffer.concat([bytes.subarray(0, -5), rollback]);
    if (bytes.length > 0) {
      const copy = new Uint8Array(bytes);
      const message = { kind: "query", stream: ends ? 0 : this.#id, bytes: copy };
      this.#worker.postMessage(message, [copy.buffer]);
    }
    if (ends) this.push(null);
  }
}
