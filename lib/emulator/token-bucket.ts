/** A token bucket: `burst` calls at once, then `ratePerSecond`. Times in milliseconds. */
export class TokenBucket {
  #tokens: number;
  #filledAtMs: number;
  readonly #ratePerSecond: number;
  readonly #burst: number;

  constructor(limit: { ratePerSecond: number; burst: number }, nowMs: number) {
    this.#ratePerSecond = limit.ratePerSecond;
    this.#burst = limit.burst;
    this.#tokens = limit.burst;
    this.#filledAtMs = nowMs;
  }

  /** Takes a token; false when there is none. */
  take(nowMs: number): boolean {
    const earned = (Math.max(0, nowMs - this.#filledAtMs) / 1000) * this.#ratePerSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + earned);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
