import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DescribeAvailablePatchesCommand, SSMClient } from "@aws-sdk/client-ssm";
import { sql } from "drizzle-orm";
import type { Source } from "@/lib/domain/source";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
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

/** When the emulator's catalogue says each KB was released first: by the SDK alone, all of it. */
async function catalogue(): Promise<ReadonlyMap<string, string>> {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const ssm = new SSMClient({ region: source.region, endpoint: emulator.url, credentials });
  const days = new Map<string, string>();
  let token: string | undefined;
  do {
    const answer = await ssm.send(
      new DescribeAvailablePatchesCommand({ MaxResults: 100, NextToken: token }),
    );
    for (const { KbNumber: kbId, ReleaseDate: releasedAt } of answer.Patches ?? []) {
      if (kbId === undefined || releasedAt === undefined) continue;
      const day = releasedAt.toISOString().slice(0, 10);
      const known = days.get(kbId);
      if (known === undefined || day < known) days.set(kbId, day);
    }
    token = answer.NextToken;
  } while (token !== undefined);
  ssm.destroy();
  return days;
}

async function sweepOnce(store: Store) {
  const opened = await openSources(store.database, [source]);
  await emulator.control.resetCalls();
  const { sweep } = await runSources(store, opened);
  for (const { clients } of opened) clients.close();
  const { byOperation } = await emulator.control.calls();
  return { status: sweep.status, calls: byOperation[`us-east-1/${operation}`]?.calls ?? 0 };
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
    const days = await catalogue();
    const { status, calls } = await sweepOnce(store());
    expect(status).toBe("complete");
    const clocks = await clocksOf(store());
    const kbs = new Set(clocks.flatMap(({ system, kbId }) => (system === "WINDOWS" ? [kbId] : [])));
    const dated = clocks.filter(({ clock }) => clock === "released");
    expect(dated.length).toBeGreaterThan(0);
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
