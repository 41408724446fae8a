/** `fixed` stands still; `real` goes on with the machine's clock from where it was set. */
export type ClockMode = "fixed" | "real";

/** A fleet's clock as the control path tells it; times in ISO 8601. */
export interface ClockReading {
  now: string;
  mode: ClockMode;
  /** The moment that the fleet was made for. */
  fleetNow: string;
  /** The first and the last moment that it can be set to. */
  earliest: string;
  latest: string;
}

export interface ClockChange {
  now?: string | undefined;
  mode?: ClockMode | undefined;
}

const day = 86_400;
/** How many days a fleet lives before and after the moment that it was made for. */
export const daysLived = { before: 120, after: 30 } as const;

/** The moment that a fleet shows, in epoch seconds. It stands within the fleet's life. */
export class FleetClock {
  /** The moment that the fleet was made for. */
  readonly fleetNow: number;
  readonly #start: ClockChange;
  #mode: ClockMode = "fixed";
  #setTo: number;
  #setAtMs = Date.now();

  /** Throws RangeError for a start outside of the fleet's life. */
  constructor(fleetNow: number, start: ClockChange = {}) {
    this.fleetNow = fleetNow;
    this.#setTo = fleetNow;
    this.#start = start;
    this.reset();
  }

  now(): number {
    if (this.#mode === "fixed") return this.#setTo;
    const passed = Math.floor((Date.now() - this.#setAtMs) / 1000);
    return Math.min(this.#setTo + passed, this.#latest);
  }

  /** Moves the clock, or changes how it goes. Throws RangeError for a moment outside of the fleet's life. */
  set(change: ClockChange): void {
    const moment = change.now === undefined ? this.now() : Date.parse(change.now) / 1000;
    if (!Number.isFinite(moment))
      throw new RangeError(`"${change.now ?? ""}" is not an ISO 8601 time`);
    if (moment < this.#earliest || moment > this.#latest)
      throw new RangeError(
        `the clock cannot stand at ${isoOf(moment)}: this fleet lives from ${isoOf(this.#earliest)} to ${isoOf(this.#latest)}`,
      );
    this.#setTo = moment;
    this.#setAtMs = Date.now();
    this.#mode = change.mode ?? this.#mode;
  }

  /** Back to how it was started. */
  reset(): void {
    this.#mode = "fixed";
    this.#setTo = this.fleetNow;
    this.set(this.#start);
  }

  reading(): ClockReading {
    return {
      now: isoOf(this.now()),
      mode: this.#mode,
      fleetNow: isoOf(this.fleetNow),
      earliest: isoOf(this.#earliest),
      latest: isoOf(this.#latest),
    };
  }

  get #earliest(): number {
    return this.fleetNow - daysLived.before * day;
  }

  get #latest(): number {
    return this.fleetNow + daysLived.after * day;
  }
}

function isoOf(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString();
}
