import { daysLived } from "./fleet-clock";
import { installPlan, lagDaysOf } from "./install-rhythm";
import type { NodePresence } from "./node-presence";
import type { EndNode, PatchRun } from "./node";
import { between, chance, hashPair, hashText } from "./random";

/** An Install that changed what is on a node, or tried to. */
export interface InstallRun {
  run: PatchRun;
  /** The day of the node's life; 0 is that of its end run. */
  dayOfLife: number;
  /** When the node was restarted after it: at once, or later for an Install that was told to wait. */
  restartedAt: number;
  /** It could not install anything. */
  fails: boolean;
}

const day = 86_400;
const hour = 3_600;
/** The longest that a node can have been silent at the end, beside the days that the fleet lives. */
const firstDay = -(daysLived.before + 6);
const lastDay = daysLived.after + 30;
const salt = {
  jitter: hashText("jitter"),
  ahead: hashText("installAhead"),
  silence: hashText("silence"),
  resume: hashText("resume"),
  restart: hashText("restart"),
  duration: hashText("duration"),
};

/** The operations of one node over the fleet's life: a Scan a day, and Installs before some of them. */
export class NodeSchedule {
  readonly #node: EndNode;
  readonly #presence: NodePresence;
  /** The moment after which operations go on when the end has passed. */
  readonly #resumesAt: number;
  #installs: readonly InstallRun[] | null = null;

  /** `fleetNow` in epoch seconds. */
  constructor(node: EndNode, presence: NodePresence, fleetNow: number) {
    this.#node = node;
    this.#presence = presence;
    this.#resumesAt = resumesAt(node, fleetNow);
  }

  /** The last operation that had ended at a moment (epoch seconds), null when there was none yet. */
  lastRun(at: number): PatchRun | null {
    const { endedAt } = this.#node.run;
    for (let ordinal = Math.floor((at - endedAt) / day) + 1; ordinal >= firstDay; ordinal -= 1) {
      const last = this.#runsOn(ordinal).findLast((run) => run.endedAt <= at);
      if (last) return last;
    }
    return null;
  }

  /** Every Install, oldest first, but for one that fails right before the end. */
  installs(): readonly InstallRun[] {
    this.#installs ??= Array.from(
      { length: lastDay - firstDay },
      (_, index) => firstDay + index,
    ).flatMap((dayOfLife) => {
      const run = this.#installRun(dayOfLife);
      if (!run) return [];
      const fails = installPlan(this.#node, dayOfLife) === "fails";
      return [{ run, dayOfLife, restartedAt: this.#restartedAt(run, dayOfLife), fails }];
    });
    return this.#installs;
  }

  /** When the node waits no longer for the restart that is due at its end. */
  endRestartAt(): number {
    return this.#node.run.endedAt + between(this.#node.key, salt.restart + 2, [day, 9 * day]);
  }

  /** When the last Install before the end failed; the end run itself may be it. */
  failedAt(): number {
    const { run } = this.#node;
    return run.operation === "Install" ? run.endedAt : run.endedAt - this.#ahead(0);
  }

  /** The operations of a day in the order in which they ended. */
  #runsOn(dayOfLife: number): PatchRun[] {
    const runs = [
      this.#installRun(dayOfLife),
      this.#failedRun(dayOfLife),
      this.#scanRun(dayOfLife),
    ];
    return runs
      .filter((run) => run !== null)
      .toSorted((left, right) => left.endedAt - right.endedAt);
  }

  #scanRun(dayOfLife: number): PatchRun | null {
    if (dayOfLife === 0) return this.#isPresent(this.#node.run.endedAt) ? this.#node.run : null;
    const endedAt = this.#scanEnd(dayOfLife);
    return endedAt === null ? null : this.#run("Scan", endedAt);
  }

  #installRun(dayOfLife: number): PatchRun | null {
    const { run } = this.#node;
    if (installPlan(this.#node, dayOfLife) === "none") return null;
    const lagDays = lagDaysOf(this.#node);
    if (dayOfLife === 0) {
      if (!this.#isPresent(run.endedAt)) return null;
      return run.operation === "Install" ? run : this.#run("Install", run.endedAt - this.#ahead(0));
    }
    if (dayOfLife === -lagDays)
      return this.#isPresent(run.patchedAt) ? this.#run("Install", run.patchedAt) : null;
    const scanEnd = this.#scanEnd(dayOfLife);
    const endedAt = (scanEnd ?? 0) - this.#ahead(dayOfLife);
    if (scanEnd === null || (dayOfLife > 0 && endedAt <= this.#resumesAt)) return null;
    return this.#run("Install", endedAt, this.#restartDelay(dayOfLife) > 0);
  }

  #failedRun(dayOfLife: number): PatchRun | null {
    const { run } = this.#node;
    if (dayOfLife !== 0 || !run.installFailed || run.operation === "Install") return null;
    return this.#isPresent(run.endedAt) ? this.#run("Install", this.failedAt()) : null;
  }

  /** When the daily Scan of a day ended, null on days without one. */
  #scanEnd(dayOfLife: number): number | null {
    const key = hashPair(this.#node.key, dayOfLife);
    const jitter = dayOfLife === 0 ? 0 : between(key, salt.jitter, [-900, 900]);
    const endedAt = this.#node.run.endedAt + dayOfLife * day + jitter;
    const silent = dayOfLife > 0 ? endedAt <= this.#resumesAt : this.#isSilent(dayOfLife);
    return silent || !this.#isPresent(endedAt) ? null : endedAt;
  }

  #isPresent(at: number): boolean {
    const { joinedAt, leftAt } = this.#presence;
    return at > (joinedAt ?? -Infinity) + hour && at < leftAt;
  }

  /** A third of the nodes missed their scans for some days. */
  #isSilent(dayOfLife: number): boolean {
    const { key, special } = this.#node;
    if (special !== null || dayOfLife === 0 || chance(key, salt.silence) > 0.35) return false;
    const from = -between(key, salt.silence + 1, [3, 118]);
    return dayOfLife >= from && dayOfLife < from + between(key, salt.silence + 2, [1, 8]);
  }

  /** How long before the day's Scan its Install ended. */
  #ahead(dayOfLife: number): number {
    return between(hashPair(this.#node.key, dayOfLife), salt.ahead, [1_200, 4 * hour]);
  }

  #restartDelay(dayOfLife: number): number {
    const key = hashPair(this.#node.key, dayOfLife);
    return chance(key, salt.restart) < 0.06
      ? between(key, salt.restart + 1, [8 * hour, 4 * day])
      : 0;
  }

  /** No restart of before the end is still due at the end, but for the one that the end run tells. */
  #restartedAt(run: PatchRun, dayOfLife: number): number {
    if (!run.noReboot || run === this.#node.run) return run.endedAt;
    const at = run.endedAt + this.#restartDelay(dayOfLife);
    return dayOfLife > 0 ? at : Math.min(at, this.#node.run.endedAt - 1);
  }

  #run(operation: "Scan" | "Install", endedAt: number, noReboot = false): PatchRun {
    return patchRunOf(this.#node, { operation, endedAt, noReboot });
  }
}

/** An operation of a node that ended at a moment (epoch seconds). */
export function patchRunOf(
  node: EndNode,
  of: Pick<PatchRun, "operation" | "endedAt" | "noReboot">,
): PatchRun {
  const key = hashPair(node.key, Math.floor(of.endedAt));
  const range = of.operation === "Scan" ? ([8, 95] as const) : ([160, 1_100] as const);
  return { ...of, key, startedAt: of.endedAt - between(key, salt.duration, range) - 0.5 };
}

/** A node that has been silent at the end is found and put right some days later; a special one stays what it is. */
export function resumesAt(node: EndNode, fleetNow: number): number {
  const stale = node.run.endedAt < fleetNow - day;
  if (node.running && !stale) return fleetNow;
  if (node.special !== null) return Infinity;
  return fleetNow + between(node.key, salt.resume, [day / 2, 7 * day]);
}
