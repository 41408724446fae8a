/** How listings misbehave, as AWS's sometimes do. */
export interface PagingQuirks {
  /** The second page is empty and still has a token. */
  emptyPages: boolean;
  /** Pages hold fewer rows than asked for. */
  shortPages: boolean;
  /** Each later page begins with the last row of the page before. */
  duplicateRows: boolean;
  /** How the last page says that there is no more. */
  lastToken: "absent" | "empty-string";
}

/** What can be switched while the emulator runs. */
export interface EmulatorSettings {
  /** Added to every AWS answer. */
  latencyMs: number;
  /** A token bucket per account, Region and operation; null lets everything through. */
  throttle: { ratePerSecond: number; burst: number } | null;
  quirks: PagingQuirks;
  tokenLifetimeMs: number;
  /** How far the clock that page tokens and sessions end by is ahead of the machine's. */
  clockAheadMs: number;
  /** Takes up to 100 a page, as the model says, where the real service takes 50. */
  strictModel: boolean;
}

export type SettingsChange = Partial<Omit<EmulatorSettings, "quirks">> & {
  quirks?: Partial<PagingQuirks>;
};

/** No latency, no limit, no quirk; tokens last an hour. */
export function defaultSettings(): EmulatorSettings {
  return {
    latencyMs: 0,
    throttle: null,
    quirks: { emptyPages: false, shortPages: false, duplicateRows: false, lastToken: "absent" },
    tokenLifetimeMs: 3_600_000,
    clockAheadMs: 0,
    strictModel: false,
  };
}

/** The settings after a change. */
export function changedSettings(
  settings: EmulatorSettings,
  change: SettingsChange,
): EmulatorSettings {
  return { ...settings, ...change, quirks: { ...settings.quirks, ...change.quirks } };
}
