import { hashPair, hashText, hexDigits, uuid } from "./random";

/** A maintenance window with its one target and its one task. Times are ISO 8601 strings, as on the wire. */
export interface MaintenanceWindow {
  windowId: string;
  targetId: string;
  taskId: string;
  name: string;
  description: string;
  enabled: boolean;
  durationHours: number;
  cutoffHours: number;
  schedule: string;
  scheduleTimezone: string | undefined;
  endDate: string | undefined;
  /** Undefined for a window that is switched off: it has no next run. */
  nextExecutionTime: string | undefined;
  operation: "Scan" | "Install";
  /** A document's name, or its ARN as windows made by newer tools have it. */
  taskArn: string;
  target: { Key: string; Values: readonly string[] };
  tags: Readonly<Record<string, string>>;
}

const hour = 3_600;
const day = 24 * hour;
const salt = { target: hashText("windowTarget"), task: hashText("windowTask") };

/** The windows of one account and Region: a weekly install, a daily scan, and one that was switched off. */
export function maintenanceWindows(of: {
  key: number;
  region: string;
  /** Epoch seconds. */
  now: number;
  /** The moment that the fleet was made for. */
  fleetNow: number;
}): MaintenanceWindow[] {
  const owned = (
    window: Omit<MaintenanceWindow, "windowId" | "targetId" | "taskId">,
  ): MaintenanceWindow => {
    const key = hashPair(of.key, hashText(window.name));
    return {
      ...window,
      windowId: `mw-0${hexDigits(key, 0, 16)}`,
      targetId: uuid(key, salt.target),
      taskId: uuid(key, salt.task),
    };
  };
  return [
    owned({
      name: "prod-patch-install",
      description: "Installs approved patches on production, Sunday night",
      enabled: true,
      durationHours: 4,
      cutoffHours: 1,
      schedule: "cron(0 2 ? * SUN *)",
      scheduleTimezone: "Etc/UTC",
      endDate: undefined,
      nextExecutionTime: minuteOf(nextAt(of.now, { hour: 2, weekday: 0 })),
      operation: "Install",
      taskArn: "AWS-RunPatchBaseline",
      target: { Key: "tag:Patch Group", Values: ["Prod/Web", "Prod/DB", "Payments/Windows"] },
      tags: { Team: "sre", Environment: "prod" },
    }),
    owned({
      name: "daily-patch-scan",
      description: "Scans every node, changes none",
      enabled: true,
      durationHours: 2,
      cutoffHours: 0,
      schedule: "cron(30 5 * * ? *)",
      scheduleTimezone: undefined,
      endDate: undefined,
      nextExecutionTime: minuteOf(nextAt(of.now, { hour: 5.5 })),
      operation: "Scan",
      taskArn: `arn:aws:ssm:${of.region}::document/AWS-RunPatchBaseline`,
      target: { Key: "tag:Environment", Values: ["prod", "staging", "dev"] },
      tags: {},
    }),
    owned({
      name: "stores-monthly-install",
      description: "Replaced by the stores' own tool",
      enabled: false,
      durationHours: 6,
      cutoffHours: 2,
      schedule: "cron(0 22 ? * THU#3 *)",
      scheduleTimezone: "America/New_York",
      endDate: minuteOf(Math.floor(of.fleetNow / day) * day - 60 * day),
      nextExecutionTime: undefined,
      operation: "Install",
      taskArn: "AWS-RunPatchBaseline",
      target: { Key: "tag:PatchGroup", Values: ["Stores"] },
      tags: { Team: "corp" },
    }),
  ];
}

/** Epoch seconds of the next moment after `now` at this hour (UTC), on this weekday where one is given (0 is Sunday). */
function nextAt(now: number, when: { hour: number; weekday?: number }): number {
  let at = Math.floor(now / day) * day + when.hour * hour;
  while (at <= now || (when.weekday ?? weekdayOf(at)) !== weekdayOf(at)) at += day;
  return at;
}

function weekdayOf(epochSeconds: number): number {
  return new Date(epochSeconds * 1000).getUTCDay();
}

/** `2026-11-22T02:00Z`: windows tell minutes. */
function minuteOf(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 16)}Z`;
}
