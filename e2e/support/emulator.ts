/** Where a special node of the emulator's fleet is (lib/emulator/fleet/special-node-names.ts). */
export interface SpecialNode {
  readonly account: string;
  readonly region: string;
  readonly instanceId: string;
  readonly name: string;
  readonly alsoIn: string | null;
}

type SpecialNodeName =
  | "windowsLarge"
  | "ubuntuLarge"
  | "afterFailedInstall"
  | "neverScanned"
  | "stale29Days"
  | "hybrid"
  | "hybridInTwoRegions"
  | "associationOnly"
  | "fullyCompliant"
  | "noReboot"
  | "rejected"
  | "stopped"
  | "patchGroupJapanese"
  | "patchGroupSlash"
  | "futureState"
  | "availableSecurityOnly"
  | "duplicateKbId"
  | "manyCves"
  | "plusInKbId"
  | "percentInTitle"
  | "oddGroup";

export type SpecialNodes = Readonly<Record<SpecialNodeName, SpecialNode>>;

/** A fault to switch on; what is left out matches every call. */
export interface Fault {
  readonly kind: string;
  readonly operation: string;
  readonly region?: string;
  readonly instanceId?: string;
  readonly page?: number;
  readonly count?: number;
}

/** The emulator's control path (top of lib/emulator/control.ts): how a story makes AWS misbehave. */
export interface EmulatorControl {
  specialNodes: () => Promise<SpecialNodes>;
  addFault: (fault: Fault) => Promise<void>;
  /** Settings, faults and counts as after the start. */
  reset: () => Promise<void>;
  setLatency: (latencyMs: number) => Promise<void>;
  /** AWS calls since the last reset. */
  calls: () => Promise<number>;
}

export function emulatorControl(url: string): EmulatorControl {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`emulator control ${method} ${path}: ${text}`);
    return JSON.parse(text);
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the emulator is ours
    specialNodes: async () => (await ask("GET", "special-nodes")) as SpecialNodes,
    addFault: async (fault) => {
      await ask("POST", "faults", fault);
    },
    reset: async () => {
      await ask("DELETE", "settings");
      await ask("DELETE", "faults");
      await ask("DELETE", "calls");
    },
    setLatency: async (latencyMs) => {
      await ask("POST", "settings", { latencyMs });
    },
    calls: async () => {
      const counts = await ask("GET", "calls");
      return Number(Reflect.get(Object(counts), "total"));
    },
  };
}
