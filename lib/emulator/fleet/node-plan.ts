import {
  agentVersions,
  platformByCode,
  platforms,
  platformWeights,
  type Platform,
} from "./platform";
import { between, chance, hashText, hexDigits, pick, pickWeighted } from "./random";
import { rolesOf, type Role } from "./roles";
import type { EndRun } from "./node";
import type { SpecialPlan } from "./special-node-names";

const salt = {
  platform: hashText("platform"),
  role: hashText("role"),
  hybrid: hashText("hybrid"),
  ip: hashText("ip"),
  agent: hashText("agent"),
  scan: hashText("scan"),
  scannedAt: hashText("scannedAt"),
  age: hashText("age"),
  lag: hashText("lag"),
  duration: hashText("duration"),
  operation: hashText("operation"),
  reboot: hashText("reboot"),
  running: hashText("running"),
};
const day = 86_400;
const hour = 3_600;

/** The platform and role of an ordinary node. */
export function ordinaryPlan(key: number): { platform: Platform; role: Role; hybrid: boolean } {
  if (chance(key, salt.hybrid) < 0.04) {
    const platform = platformByCode(chance(key, salt.platform) < 0.7 ? "win19" : "ubu22");
    return {
      platform,
      role: { name: "store", patchGroup: "Stores", environment: "prod", team: "corp" },
      hybrid: true,
    };
  }
  const platform =
    platforms[pickWeighted(key, salt.platform, platformWeights)] ?? platformByCode("al23");
  return { platform, role: pick(key, salt.role, rolesOf(platform.code)), hybrid: false };
}

/** An ordinary node is stopped in two of a hundred cases. */
export function isRunning(key: number, special: SpecialPlan | null): boolean {
  return special ? special.running !== false : chance(key, salt.running) >= 0.02;
}

/** What Patch Manager knows of the node. */
export function scanKind(
  key: number,
  special: SpecialPlan | null,
): "never" | "association" | "patch" {
  if (special) return special.scan ?? "patch";
  const luck = chance(key, salt.scan);
  if (luck < 0.022) return "never";
  return luck < 0.028 ? "association" : "patch";
}

/** Most nodes run the newest agent, some an older one. */
export function agentVersionOf(key: number): string {
  const luck = chance(key, salt.agent);
  const newest = agentVersions.length - 1;
  if (luck < 0.55) return agentVersions[newest] ?? "";
  return (
    agentVersions[
      luck < 0.85
        ? newest - between(key, salt.agent + 1, [1, 2])
        : between(key, salt.agent + 2, [0, newest - 3])
    ] ?? ""
  );
}

/** A private address: 10.x for EC2, 172.16.x for stores. */
export function ipAddressOf(key: number, hybrid: boolean): string {
  const [low, high] = [between(key, salt.ip, [0, 255]), between(key, salt.ip + 1, [4, 250])];
  return hybrid
    ? `172.16.${low}.${high}`
    : `10.${between(key, salt.ip + 2, [16, 31])}.${low}.${high}`;
}

/** The host name: EC2's default, or an upper-case name on Windows. */
export function computerNameOf(
  key: number,
  node: { platform: Platform; region: string; ipAddress: string; hybrid: boolean; name: string },
): string {
  if (node.hybrid) return `${node.name.toUpperCase()}.stores.example.com`;
  if (node.platform.platformType === "Windows")
    return `EC2AMAZ-${hexDigits(key, salt.ip, 7).toUpperCase()}.corp.example.com`;
  const host = `ip-${node.ipAddress.replaceAll(".", "-")}`;
  return node.region === "us-east-1"
    ? `${host}.ec2.internal`
    : `${host}.${node.region}.compute.internal`;
}

/** The last run of Patch Manager on a node at `now`; times in epoch seconds. */
export function endRun(key: number, special: SpecialPlan | null, now: number): EndRun {
  const endedAt = scannedAt(key, special, now);
  const lag = special ? (special.lagDays ?? 0) : ordinaryLag(key);
  const operation = special ? (special.operation ?? "Scan") : ordinaryOperation(key, lag);
  const rebootDue = special ? special.rebootDue === true : chance(key, salt.reboot) < 0.035;
  return {
    key,
    operation,
    startedAt:
      endedAt - between(key, salt.duration, operation === "Scan" ? [8, 95] : [160, 1_900]) - 0.5,
    endedAt,
    patchedAt: endedAt - lag * day,
    rebootDue,
    noReboot: rebootDue && operation === "Install",
    installFailed: lag > 0 && chance(key, salt.operation + 1) < 0.3,
  };
}

/** Nodes scan once a day; a few have not for some days, fewer for weeks. */
function scannedAt(key: number, special: SpecialPlan | null, now: number): number {
  const fraction = Math.round(chance(key, salt.age + 1) * 1000) / 1000;
  const ageSeconds = between(key, salt.scannedAt, [25 * 60, 23 * hour]);
  if (special)
    return (
      Math.floor(
        now -
          (special.scannedDaysAgo ?? 0) * day -
          (special.scannedDaysAgo === undefined ? ageSeconds : 2 * hour),
      ) + fraction
    );
  const luck = chance(key, salt.age);
  let days = 0;
  if (luck < 0.012) days = between(key, salt.age + 2, [8, 28]);
  else if (luck < 0.035) days = between(key, salt.age + 2, [1, 6]);
  return Math.floor(now - days * day - ageSeconds) + fraction;
}

function ordinaryLag(key: number): number {
  const luck = chance(key, salt.lag);
  if (luck < 0.82) return 0;
  if (luck < 0.93) return between(key, salt.lag + 1, [2, 12]);
  return between(key, salt.lag + 1, [13, luck < 0.98 ? 40 : 120]);
}

function ordinaryOperation(key: number, lagDays: number): "Scan" | "Install" {
  return chance(key, salt.operation) < (lagDays === 0 ? 0.08 : 0.2) ? "Install" : "Scan";
}
