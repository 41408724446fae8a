/**
 * The control path of a running emulator, which AWS clients never use. All bodies are JSON.
 *
 *   GET    /_emulator/settings       → { latencyMs, throttle, quirks, tokenLifetimeMs, clockAheadMs, strictModel }
 *   POST   /_emulator/settings       { "latencyMs": 25, "throttle": { "ratePerSecond": 10, "burst": 20 }, "quirks": { "emptyPages": true } }
 *   DELETE /_emulator/settings       back to those it was started with
 *   GET    /_emulator/faults         → { faults: [] }
 *   POST   /_emulator/faults         { "kind": "throttle", "operation": "DescribeInstancePatches", "region": "us-east-1", "count": 3 } → { id }
 *                                    kinds: fault-rules.ts; { "kind": "wrongAccount", "operation": "AssumeRole", "account": "444455556666" }
 *                                    makes that account's roles give sessions of another
 *   DELETE /_emulator/faults[/id]    switches one fault off, or all; held connections are broken
 *   GET    /_emulator/calls          → { total, throttled, byOperation, last }
 *   DELETE /_emulator/calls          counts from zero
 *   GET    /_emulator/clock          → { now, mode, fleetNow, earliest, latest }: what every AWS answer shows is as of `now`
 *   POST   /_emulator/clock          { "now": "2026-08-24T06:00:00Z" } moves it, { "mode": "real" } lets it go on with the machine's
 *                                    clock, { "mode": "fixed" } stops it; 409 outside of earliest…latest: 120 days before the
 *                                    moment that the fleet was made for (--now) to 30 days after it
 *   DELETE /_emulator/clock          back to how it was started
 *   POST   /_emulator/rescan         { "percent": 5 } → { rescanned, of }: so many of the nodes that can scan do so now, each time
 *                                    others; nothing else changes
 *   DELETE /_emulator/rescan         those scans never happened
 *   GET    /_emulator/special-baselines → { usesEverything: { account, region, baselineId, arn, name }, … }
 *   GET    /_emulator/special-nodes  → { windowsLarge: { account, region, instanceId, name, alsoIn }, … }
 *   GET    /_emulator/fleet          → { seed, now, account, nodes, accounts, sources }
 */
import type { CallCounts } from "./call-log";
import type { ActiveFault, FaultRule } from "./fault-rules";
import type { FleetOptions, Rescan } from "./fleet/fleet";
import type { ClockChange, ClockReading } from "./fleet/fleet-clock";
import type { SpecialBaselines } from "./fleet/special-baselines";
import type { SpecialNodes } from "./fleet/special-nodes";
import type { EmulatorSettings, SettingsChange } from "./settings";

export interface EmulatorControl {
  settings: () => Promise<EmulatorSettings>;
  /** Changes what is given and leaves the rest. */
  change: (change: SettingsChange) => Promise<EmulatorSettings>;
  resetSettings: () => Promise<EmulatorSettings>;
  faults: () => Promise<readonly ActiveFault[]>;
  /** Switches a fault on; gives its id. Without `operation` it meets every operation. */
  addFault: (fault: Omit<FaultRule, "operation"> & { operation?: string }) => Promise<string>;
  clearFaults: (id?: string) => Promise<void>;
  calls: () => Promise<CallCounts>;
  resetCalls: () => Promise<void>;
  clock: () => Promise<ClockReading>;
  /** Moves the clock, or changes how it goes. Rejects for a moment outside of the fleet's life. */
  setClock: (change: ClockChange) => Promise<ClockReading>;
  resetClock: () => Promise<ClockReading>;
  /** Has this percentage of the nodes scan now. */
  rescan: (percent: number) => Promise<Rescan>;
  forgetRescans: () => Promise<void>;
  specialBaselines: () => Promise<SpecialBaselines>;
  specialNodes: () => Promise<SpecialNodes>;
  fleet: () => Promise<FleetOptions>;
  /** Settings, faults, counts, clock and nodes as after the start. */
  reset: () => Promise<void>;
}

/** A typed client of the control path. Its calls throw an Error with the emulator's sentence when it refuses. */
export function emulatorControl(url: string): EmulatorControl {
  const ask = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
    const response = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`emulator control ${method} ${path}: ${text}`);
    const answer: unknown = JSON.parse(text);
    if (!isAnswer<Body>(answer))
      throw new Error(`emulator control ${method} ${path}: no JSON object`);
    return answer;
  };
  const resetSettings = (): Promise<EmulatorSettings> => ask("DELETE", "settings");
  const clearFaults = async (id?: string): Promise<void> => {
    await ask("DELETE", id === undefined ? "faults" : `faults/${id}`);
  };
  const resetCalls = async (): Promise<void> => {
    await ask("DELETE", "calls");
  };
  const resetClock = (): Promise<ClockReading> => ask("DELETE", "clock");
  const forgetRescans = async (): Promise<void> => {
    await ask("DELETE", "rescan");
  };
  return {
    settings: () => ask("GET", "settings"),
    change: (change) => ask("POST", "settings", change),
    resetSettings,
    faults: async () => (await ask<{ faults: ActiveFault[] }>("GET", "faults")).faults,
    addFault: async (fault) => (await ask<{ id: string }>("POST", "faults", fault)).id,
    clearFaults,
    calls: () => ask("GET", "calls"),
    resetCalls,
    clock: () => ask("GET", "clock"),
    setClock: (change) => ask("POST", "clock", change),
    resetClock,
    rescan: (percent) => ask("POST", "rescan", { percent }),
    forgetRescans,
    specialBaselines: () => ask("GET", "special-baselines"),
    specialNodes: () => ask("GET", "special-nodes"),
    fleet: () => ask("GET", "fleet"),
    reset: async () => {
      await resetSettings();
      await clearFaults();
      await resetCalls();
      await forgetRescans();
      await resetClock();
    },
  };
}

/** Both ends are this folder's own: an object is taken for what the path gives. */
function isAnswer<Body>(value: unknown): value is Body {
  return typeof value === "object" && value !== null;
}
