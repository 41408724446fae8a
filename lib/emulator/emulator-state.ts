import type { ServerResponse } from "node:http";

import { CallLog } from "./call-log";
import { FaultRules } from "./fault-rules";
import type { Fleet } from "./fleet/fleet";
import { RoleSessions } from "./role-sessions";
import type { EmulatorSettings } from "./settings";
import { TokenBucket } from "./token-bucket";

/** Everything one running emulator holds. */
export class EmulatorState {
  readonly fleet: Fleet;
  readonly faults = new FaultRules();
  readonly calls = new CallLog();
  readonly sessions = new RoleSessions();
  /** Answers that a `hang` fault holds back. */
  readonly held = new Set<ServerResponse>();
  /** The settings it was started with. */
  readonly initialSettings: EmulatorSettings;
  #settings: EmulatorSettings;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(fleet: Fleet, settings: EmulatorSettings) {
    this.fleet = fleet;
    this.initialSettings = settings;
    this.#settings = settings;
  }

  get settings(): EmulatorSettings {
    return this.#settings;
  }

  /** The emulator's clock, epoch milliseconds: what page tokens and sessions end by. */
  nowMs(): number {
    return Date.now() + this.#settings.clockAheadMs;
  }

  /** Replaces the settings; a changed limit starts with full buckets. */
  change(settings: EmulatorSettings): void {
    this.#settings = settings;
    this.#buckets.clear();
  }

  /** Takes a token for this call; false when its bucket is empty. */
  takeToken(call: { account: string; region: string; operation: string }): boolean {
    const { throttle } = this.#settings;
    if (throttle === null) return true;
    const key = `${call.account}/${call.region}/${call.operation}`;
    const bucket = this.#buckets.get(key) ?? new TokenBucket(throttle, performance.now());
    this.#buckets.set(key, bucket);
    return bucket.take(performance.now());
  }

  /** Breaks every held connection. */
  releaseHeld(): void {
    for (const response of this.held) response.destroy();
    this.held.clear();
  }
}
