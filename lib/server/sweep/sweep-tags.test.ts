import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { openSources } from "@/lib/server/sweep/testing/open-sources";
import { runSources } from "@/lib/server/sweep/testing/run-sources";

const source = { account: "111122223333", region: "us-east-1" };

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ nodes: { "us-east-1": 130 } });
  vi.stubEnv("AWS_ENDPOINT_URL", emulator.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

async function calls(): Promise<number | undefined> {
  return (await emulator.control.calls()).byOperation["us-east-1/GetResources"]?.calls;
}

describeOnEachEngine("A sweep of tags", ({ store }) => {
  test("asks for each node once, also where the nodes were read by a clock that is ahead", async () => {
    const { database } = store();
    const opened = await openSources(database, [source]);
    await emulator.control.resetCalls();
    const { parts } = await runSources(store(), opened);
    const first = await calls();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    await database.execute(
      sql`update managed_node set read_at = ${tomorrow}, name_tag = null, tags_read_at = null`,
    );

    await emulator.control.resetCalls();
    await runSources(store(), opened);
    for (const { clients } of opened) clients.close();
    expect(first).toBeGreaterThan(0);
    expect(await calls()).toBe(first);
    const after = await loadNodesOfSource(database, parts[0]?.sourceNo ?? 0);
    expect(after.filter(({ tagsReadAt }) => tagsReadAt === null)).toEqual([]);
    expect(after.some(({ nameTag }) => nameTag !== null)).toBe(true);
    expect(new Set(after.map(({ readAt }) => readAt))).toEqual(new Set([tomorrow]));
  }, 60_000);
});
