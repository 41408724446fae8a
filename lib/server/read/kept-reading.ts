import "server-only";
import { ProblemError } from "@/lib/server/problem-error";
import type { Throttling } from "@/lib/server/read/throttling";
import { settledWithin, type Patience } from "@/lib/server/read/waiting";

/** The last good value of something read from SSM, and how its next reading stands. */
export interface Kept<Value> {
  readonly value: Value | null;
  /** ISO 8601 UTC; null before the first good reading. */
  readonly readAt: string | null;
  readonly reading: boolean;
  /** Why the last reading failed; null once one has succeeded. */
  readonly failure: Error | null;
}

/** What was thrown, as an Error: only those say where they come from. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/**
 * What was read, or the failure thrown that stands in its way: while the first reading goes on, `throttled` where AWS
 * throttles the source and otherwise `awsTimeout`.
 */
export function answered<Value>(
  { value, failure }: Pick<Kept<Value>, "value" | "failure">,
  throttling: Pick<Throttling, "failure">,
): Value {
  if (value !== null) return value;
  if (failure !== null) throw failure;
  const { code, detail } = throttling.failure() ?? notYet;
  throw new ProblemError(code, detail);
}

const notYet = {
  code: "awsTimeout",
  detail: "AWS has not answered yet. The reading goes on.",
} as const;

/** Where readings are kept by key: a Map, or a cache that forgets. */
interface Readings<Value> {
  get(key: string): KeptReading<Value> | undefined;
  set(key: string, reading: KeptReading<Value>): unknown;
}

/** The reading of `key`, made when it is first asked for. */
export function readingOf<Value>(
  readings: Readings<Value>,
  key: string,
  make: () => KeptReading<Value>,
): KeptReading<Value> {
  const reading = readings.get(key) ?? make();
  readings.set(key, reading);
  return reading;
}

/**
 * Reads a value and keeps it for `keepMs`. One reading at a time, whoever asks; a failed reading keeps the last good
 * value, and is not repeated before `retryMs` has passed.
 */
export class KeptReading<Value> {
  readonly #read: () => Promise<Value>;
  readonly #keepMs: number;
  readonly #retryMs: number;
  #value: Value | null = null;
  #readAtMs: number | null = null;
  #failure: Error | null = null;
  #failedAtMs = 0;
  #inFlight: Promise<void> | null = null;

  constructor(
    read: () => Promise<Value>,
    { keepMs, retryMs }: { keepMs: number; retryMs: number },
  ) {
    this.#read = read;
    this.#keepMs = keepMs;
    this.#retryMs = retryMs;
  }

  /** The value as it stands after waiting as long as `patience` allows for a reading that is due. */
  async ask(patience: Patience): Promise<Kept<Value>> {
    if (this.#isDue() || this.#inFlight !== null)
      await settledWithin(this.refresh(), patience.waitMs);
    return this.peek();
  }

  /** The value as it stands, without asking SSM. */
  peek(): Kept<Value> {
    return {
      value: this.#value,
      readAt: this.#readAtMs === null ? null : new Date(this.#readAtMs).toISOString(),
      reading: this.#inFlight !== null,
      failure: this.#failure,
    };
  }

  /** Reads now, or joins the reading under way. Never rejects: `peek` tells how it went. */
  refresh(): Promise<void> {
    this.#inFlight ??= this.#readOnce().finally(() => {
      this.#inFlight = null;
    });
    return this.#inFlight;
  }

  async #readOnce(): Promise<void> {
    try {
      this.#value = await this.#read();
      this.#readAtMs = Date.now();
      this.#failure = null;
    } catch (error) {
      this.#failure = asError(error);
      this.#failedAtMs = Date.now();
    }
  }

  #isDue(): boolean {
    const now = Date.now();
    if (this.#failure !== null && now - this.#failedAtMs < this.#retryMs) return false;
    return this.#readAtMs === null || now - this.#readAtMs > this.#keepMs;
  }
}
