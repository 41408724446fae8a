import { expect, test } from "vitest";
import { defaultDeadlineDays, deadlineOf, dueDay, utcDay } from "@/lib/domain/deadline";
import { severityRanks } from "@/lib/domain/severity";
import { deadlineOfFinding, dueOfFinding, hasDeadlineSql } from "@/lib/server/store/deadlines";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { oneOf } from "@/lib/server/store/node-columns";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import {
  countFromReleases,
  listUndatedKbIds,
  saveReleases,
} from "@/lib/server/store/patch-releases";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";
import { sql } from "drizzle-orm";

const windows = ["Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348"] as const;
const counts = { missing: 1 };
const bounds = { today: "2026-11-21", deadlineDays: defaultDeadlineDays };

async function newSource({ database }: Store): Promise<number> {
  await database.execute("delete from source");
  await database.execute("delete from patch_release");
  const [source] = await saveSources(database, [{ account: "111122223333", region: "us-east-1" }]);
  if (source === undefined) throw new Error("No source was stored.");
  return source.sourceNo;
}

/** What each finding counts from and when it is due, open ones only. */
async function clocksOf({ database }: Store) {
  const { rows } = await database.execute<{
    kbId: string;
    rank: string;
    clock: string;
    day: string;
    due: string;
    deadline: string;
  }>(sql`
    select kb_id as "kbId", rank, clock, clock_day::text as day, ${dueOfFinding(bounds)}::text as due,
      ${deadlineOfFinding(bounds)} as deadline
    from finding where ${hasDeadlineSql} order by 1`);
  for (const { rank, day, due, deadline } of rows) {
    expect(due).toBe(dueDay(day, oneOf(severityRanks, rank), defaultDeadlineDays));
    expect(deadline).toBe(deadlineOf(due, bounds.today));
  }
  return rows;
}

async function oldestOf({ database }: Store, sourceNo: number) {
  const [node] = await loadNodesOfSource(database, sourceNo);
  return node?.oldestClocks;
}

const noClocks = { critical: null, high: null, medium: null, low: null, unrated: null };

describeOnEachEngine("The deadlines of findings", ({ store }) => {
  const see = (sourceNo: number, at: string, patches: NonNullable<SampleNode["patches"]>) =>
    saveSampleNodes(store(), sourceNo, [{ id: "1", platform: windows, counts, patches }], at);

  test("count from the day they were first seen, through Failed and back, whatever the build", async () => {
    const sourceNo = await newSource(store());
    const kb = { kbId: "KB1", severity: "Critical" };
    await see(sourceNo, "2026-11-01T23:59:59.000Z", [kb]);
    await see(sourceNo, "2026-11-03T10:00:00.000Z", [{ ...kb, state: "Failed" }]);
    await see(sourceNo, "2026-11-05T10:00:00.000Z", [{ ...kb, title: "A newer build" }]);
    expect(await clocksOf(store())).toMatchObject([
      { clock: "firstSeen", day: "2026-11-01", due: "2026-11-15", deadline: "overdue" },
    ]);
    expect(await oldestOf(store(), sourceNo)).toEqual({ ...noClocks, critical: "2026-11-01" });
  });

  test("follow the severity of the build that is missing now", async () => {
    const sourceNo = await newSource(store());
    await see(sourceNo, "2026-11-01T10:00:00.000Z", [{ kbId: "KB1", severity: "Critical" }]);
    const newer = { kbId: "KB1", severity: "Important", title: "A newer build" };
    await see(sourceNo, "2026-11-05T10:00:00.000Z", [newer]);
    expect(await clocksOf(store())).toMatchObject([{ rank: "high", due: "2026-12-01" }]);
    expect(await oldestOf(store(), sourceNo)).toEqual({ ...noClocks, high: "2026-11-01" });
  });

  test("end with what they are of, and begin anew when it comes back", async () => {
    const sourceNo = await newSource(store());
    const kb = { kbId: "KB1", severity: "Critical" };
    await see(sourceNo, "2026-10-01T10:00:00.000Z", [kb]);
    await see(sourceNo, "2026-11-05T10:00:00.000Z", []);
    expect(await clocksOf(store())).toEqual([]);
    expect(await oldestOf(store(), sourceNo)).toEqual(noClocks);
    await see(sourceNo, "2026-11-10T10:00:00.000Z", [kb]);
    expect(await clocksOf(store())).toMatchObject([{ day: "2026-11-10", due: "2026-11-24" }]);
  });

  test("none is of an update that waits for its approval; approved, its clock has run", async () => {
    const sourceNo = await newSource(store());
    const kb = { kbId: "KB1", severity: "Critical" };
    await see(sourceNo, "2026-11-01T10:00:00.000Z", [{ ...kb, state: "AvailableSecurityUpdate" }]);
    expect(await clocksOf(store())).toEqual([]);
    expect(await oldestOf(store(), sourceNo)).toEqual(noClocks);
    await see(sourceNo, "2026-11-08T10:00:00.000Z", [kb]);
    expect(await clocksOf(store())).toMatchObject([{ day: "2026-11-01" }]);
  });

  test("of several builds of a package the worst severity decides", async () => {
    const sourceNo = await newSource(store());
    await see(sourceNo, "2026-11-01T10:00:00.000Z", [
      { kbId: "KB1", severity: "Low", title: "a" },
      { kbId: "KB1", severity: "Critical", title: "b" },
      { kbId: "KB1", severity: null, title: "c" },
    ]);
    expect(await clocksOf(store())).toMatchObject([{ rank: "critical" }]);
  });

  test("count from the release once AWS has dated it, also those seen later; Linux's do not", async () => {
    const sourceNo = await newSource(store());
    const seenAt = "2026-11-20T10:00:00.000Z";
    await see(sourceNo, seenAt, [{ kbId: "KB1", severity: "Critical" }, { kbId: "KB2" }]);
    const linux = { id: "2", counts, patches: [{ kbId: "KB1" }] };
    await saveSampleNodes(store(), sourceNo, [linux], seenAt);
    const { database, transaction } = store();
    const undated = (before: string) => listUndatedKbIds(database, sourceNo, before, 20);
    expect(await undated(seenAt)).toEqual(["KB1", "KB2"]);

    const released = new Map([
      ["KB1", "2026-10-14T23:00:00.000Z"],
      ["KB2", null],
      ["KB3", "2026-11-11T00:00:00.000Z"],
    ]);
    await transaction(async (tx) => {
      await saveReleases(tx, released, seenAt);
      expect(await countFromReleases(tx, sourceNo)).toBe(1);
      expect(await countFromReleases(tx, sourceNo)).toBe(0);
    });
    // Who was not given a date is asked about again, later.
    expect(await undated(seenAt)).toEqual([]);
    expect(await undated("2026-11-27T10:00:00.000Z")).toEqual(["KB2"]);

    await see(sourceNo, "2026-11-21T10:00:00.000Z", [
      { kbId: "KB1", severity: "Critical" },
      { kbId: "KB2" },
      { kbId: "KB3", severity: "Important" },
    ]);
    const clocks = await clocksOf(store());
    expect(clocks.map(({ kbId, clock, day, due }) => [kbId, clock, day, due])).toEqual(
      expect.arrayContaining([
        ["KB1", "released", "2026-10-14", "2026-10-28"],
        ["KB1", "firstSeen", utcDay(seenAt), "2027-02-18"],
        ["KB2", "firstSeen", utcDay(seenAt), "2027-02-18"],
        ["KB3", "released", "2026-11-11", "2026-12-11"],
      ]),
    );
    expect(clocks).toHaveLength(4);
    const nodes = (await loadNodesOfSource(database, sourceNo)).toSorted(
      (a, b) => a.nodeNo - b.nodeNo,
    );
    expect(nodes.map(({ oldestClocks }) => oldestClocks)).toEqual([
      { ...noClocks, critical: "2026-10-14", high: "2026-11-11", unrated: "2026-11-20" },
      { ...noClocks, unrated: "2026-11-20" },
    ]);
  });
});
