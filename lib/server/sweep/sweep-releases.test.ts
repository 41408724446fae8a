import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { sql } from "drizzle-orm";
import type { Source } from "@/lib/domain/source";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import { describeAvailablePatches } from "@/lib/server/aws/describe-available-patches";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import type { Store } from "@/lib/server/store/store";
import { openSources } from "@/lib/server/sweep/testing/open-sources";
import { runSources } from "@/lib/server/sweep/testing/run-sources";

const source: Source = { account: "111122223333", region: "us-east-1" };
const operation = "DescribeAvailablePatches";
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ nodes: { "us-east-1": 60 } });
  vi.stubEnv("AWS_ENDPOINT_URL", emulator.url);
});
beforeEach(() => emulator.control.reset());
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

async function sweepOnce(store: Store) {
  const opened = await openSources(store.database, [source]);
  await emulator.control.resetCalls();
  const { sweep } = await runSources(store, opened);
  for (const { clients } of opened) clients.close();
  const { byOperation } = await emulator.control.calls();
  return { status: sweep.status, calls: byOperation[`us-east-1/${operation}`]?.calls ?? 0 };
}

/** The day of each KB that AWS dates, each asked for by itself. */
async function releaseDays({ database }: Store, kbIds: readonly string[]) {
  const [opened] = await openSources(database, [source]);
  if (opened === undefined) throw new Error("The source was not opened.");
  const days = new Map<string, string>();
  for (const kbId of kbIds) {
    const releasedAt = (await describeAvailablePatches(opened.clients, [kbId])).get(kbId);
    if (releasedAt !== undefined) days.set(kbId, releasedAt.slice(0, 10));
  }
  opened.clients.close();
  return days;
}

async function clocksOf({ database }: Store) {
  const { rows } = await database.execute<{
    system: string;
    kbId: string;
    clock: string;
    day: string;
  }>(sql`
    select operating_system as system, kb_id as "kbId", clock, clock_day::text as day
    from finding join managed_node using (node_no) where resolved_at is null`);
  return rows;
}

describeOnEachEngine("The release dates of a sweep", ({ store }) => {
  test("a role that may not ask costs the dates only; with it, every KB is asked about once", async () => {
    await emulator.control.addFault({ kind: "accessDenied", operation });
    expect((await sweepOnce(store())).status).toBe("complete");
    expect((await clocksOf(store())).every(({ clock }) => clock === "firstSeen")).toBe(true);

    await emulator.control.reset();
    const { status, calls } = await sweepOnce(store());
    expect(status).toBe("complete");
    const clocks = await clocksOf(store());
    const kbs = new Set(clocks.flatMap(({ system, kbId }) => (system === "WINDOWS" ? [kbId] : [])));
    const dated = clocks.filter(({ clock }) => clock === "released");
    expect(dated.length).toBeGreaterThan(0);
    const days = await releaseDays(store(), [...kbs]);
    for (const { system, kbId, clock, day } of clocks) {
      const released = system === "WINDOWS" ? days.get(kbId) : undefined;
      expect([kbId, clock]).toEqual([kbId, released === undefined ? "firstSeen" : "released"]);
      expect(day).toBe(released ?? day);
    }
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(2 * Math.ceil(kbs.size / 20));
    expect((await sweepOnce(store())).calls).toBe(0);
  }, 120_000);
});
