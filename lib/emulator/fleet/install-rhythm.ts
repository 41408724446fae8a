import type { EndNode } from "./node";
import { monthIndexOf, patchTuesday } from "./patch-tuesday";
import { packageFormat } from "./platform";
import { between, chance, hashPair, hashText } from "./random";

const day = 86_400;
const approvalDays = 7;
const salt = {
  rhythm: hashText("rhythm"),
  slot: hashText("rhythmSlot"),
  wave: hashText("wave"),
  neglect: hashText("neglect"),
  recovery: hashText("recovery"),
};
/** The groups that the maintenance window prod-patch-install serves, on Sundays. */
const windowGroups: ReadonlySet<string> = new Set(["Prod/Web", "Prod/DB", "Payments/Windows"]);

/** What becomes of an Install on a day: there is none, it brings what is approved, or it cannot install anything. */
export type InstallPlan = "none" | "works" | "fails";

/**
 * Whether a node installs patches on a day of its life, 0 being the day of its end run. Most Linux nodes do so daily, some weekly or
 * monthly; most Windows nodes within some days of each month's approvals. Each node may be neglected for a while, or fail for one.
 */
export function installPlan(node: EndNode, dayOfLife: number): InstallPlan {
  const lagDays = lagDaysOf(node);
  if (dayOfLife === -lagDays) return "works";
  const recovery = between(node.key, salt.recovery, [1, 24]);
  if (lagDays > 0 && dayOfLife > -lagDays && dayOfLife <= recovery)
    return dayOfLife === recovery ? "works" : "none";
  if (node.special !== null) return "works";
  const neglect = neglectOf(node.key, dayOfLife > 0);
  if (neglect && dayOfLife === neglect.until) return "works";
  if (neglect && dayOfLife > neglect.from && dayOfLife < neglect.until)
    return neglect.fails && dayOfLife % 2 === 0 ? "fails" : "none";
  return isInRhythm(node, dayOfLife) ? "works" : "none";
}

/** Whole days between a node's end run and the moment up to which it is patched. */
export function lagDaysOf(node: EndNode): number {
  return Math.round((node.run.endedAt - node.run.patchedAt) / day);
}

interface Neglect {
  from: number;
  until: number;
  /** Somebody tries to install, in vain. */
  fails: boolean;
}

/** Days between which nothing gets installed; null for a node that is always cared for. */
function neglectOf(key: number, later: boolean): Neglect | null {
  const fails = chance(key, salt.neglect + 7) < 0.4;
  if (later) {
    const from = between(key, salt.neglect + 5, [1, 25]);
    return chance(key, salt.neglect + 4) < 0.3
      ? { from, until: from + between(key, salt.neglect + 6, [3, 20]), fails }
      : null;
  }
  const until = -between(key, salt.neglect + 2, [1, 118]);
  return chance(key, salt.neglect + 1) < 0.55
    ? { from: until - between(key, salt.neglect + 3, [5, 45]), until, fails }
    : null;
}

function isInRhythm(node: EndNode, dayOfLife: number): boolean {
  const at = node.run.endedAt + dayOfLife * day;
  const luck = chance(node.key, salt.rhythm);
  if (packageFormat(node.platform.operatingSystem) === "windows")
    return luck < 0.12 || isWaveDay(node, at);
  const catchesUp = dayOfLife <= 0 && dayOfLife > -between(node.key, salt.slot + 1, [0, 21]);
  if (luck < 0.68 || catchesUp) return true;
  const date = new Date(at * 1000);
  if (luck < 0.88) {
    const slot = windowGroups.has(node.patchGroup) ? 0 : between(node.key, salt.slot, [0, 6]);
    return date.getUTCDay() === slot;
  }
  return date.getUTCDate() === between(node.key, salt.slot, [1, 28]);
}

/** A Windows node installs once some days after each month's approvals, and what came since two weeks later. */
function isWaveDay(node: EndNode, at: number): boolean {
  const month = monthIndexOf(at - approvalDays * day);
  return [month - 1, month].some((each) => {
    const approvedAt = patchTuesday(each) + approvalDays * day;
    const late = between(hashPair(node.key, each), salt.wave, [1, 11]);
    const daysToEnd = (node.run.endedAt - approvedAt) / day;
    // Who is up to date at the end was quicker in the wave before it.
    const days = daysToEnd > 0 && daysToEnd < 12 ? Math.ceil((late * daysToEnd) / 12) : late;
    const daysSince = Math.floor(at / day) - Math.floor(approvedAt / day);
    return daysSince === days || daysSince === days + 14;
  });
}
