import type { PatchItem } from "@/lib/api/node-patches.schema";
import type { AwsReader } from "@/e2e/support/aws";

/** A row of DescribeInstancePatches as the SDK gives it. */
export type WireRow = Awaited<ReturnType<AwsReader["patches"]>>[number];

/** What both readers must agree on, member by member. */
export interface PlainRow {
  readonly kbId: string;
  readonly title: string | null;
  readonly classification: string | null;
  readonly severity: string | null;
  readonly state: string;
  readonly installedTime: string | null;
  readonly cveIds: readonly string[];
}

export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

const orNull = (text: string | undefined) => (isBlank(text) ? null : (text ?? null));

/** SSM sends the year 1 or 1970 where it knows no time. */
function timeOrNull(time: Date | undefined): string | null {
  return time === undefined || time.getUTCFullYear() <= 1970 ? null : time.toISOString();
}

export function plainRow(row: WireRow): PlainRow {
  return {
    kbId: row.KBId ?? "",
    title: orNull(row.Title),
    classification: orNull(row.Classification),
    severity: orNull(row.Severity),
    state: row.State ?? "",
    installedTime: timeOrNull(row.InstalledTime),
    cveIds: (row.CVEIds ?? "").split(",").filter((id) => id !== ""),
  };
}

export function plainItem(item: PatchItem): PlainRow {
  const { kbId, title, classification, severity, state, installedTime, cveIds } = item;
  const time = installedTime === null ? null : new Date(installedTime).toISOString();
  return { kbId, title, classification, severity, state, installedTime: time, cveIds };
}

/** Rows that one list has and the other lacks, as many times as it lacks them. */
export function without(rows: readonly PlainRow[], others: readonly PlainRow[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const key = JSON.stringify(other);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return rows
    .map((row) => JSON.stringify(row))
    .filter((key) => {
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count <= 0;
    });
}
