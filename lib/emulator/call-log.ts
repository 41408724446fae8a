/** One call that an AWS client made. */
export interface LoggedCall {
  operation: string;
  account: string;
  region: string;
  /** Epoch milliseconds with fraction. */
  at: number;
  instanceId: string | null;
  /** From 1; also 1 for operations without pages. */
  pageNumber: number;
  throttled: boolean;
}

export interface CallCounts {
  total: number;
  throttled: number;
  /** By `Region/Operation`. */
  byOperation: Record<string, { calls: number; throttled: number }>;
  /** The newest 2,000, oldest first. */
  last: readonly LoggedCall[];
}

const kept = 2_000;

/** What was asked of the emulator since the last reset. */
export class CallLog {
  #byOperation = new Map<string, { calls: number; throttled: number }>();
  #last: LoggedCall[] = [];

  record(call: LoggedCall): void {
    const key = `${call.region}/${call.operation}`;
    const counts = this.#byOperation.get(key) ?? { calls: 0, throttled: 0 };
    this.#byOperation.set(key, {
      calls: counts.calls + 1,
      throttled: counts.throttled + (call.throttled ? 1 : 0),
    });
    this.#last.push(call);
    if (this.#last.length > kept * 2) this.#last = this.#last.slice(-kept);
  }

  counts(): CallCounts {
    const all = [...this.#byOperation.values()];
    return {
      total: all.reduce((sum, { calls }) => sum + calls, 0),
      throttled: all.reduce((sum, { throttled }) => sum + throttled, 0),
      byOperation: Object.fromEntries(this.#byOperation),
      last: this.#last.slice(-kept),
    };
  }

  reset(): void {
    this.#byOperation.clear();
    this.#last = [];
  }
}
