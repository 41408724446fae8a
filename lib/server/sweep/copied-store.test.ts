import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import { copyStore } from "@/lib/server/store/copy-store";
import { describeOnEachPlace } from "@/lib/server/store/each-engine";
import { saveSources } from "@/lib/server/store/sources";
import { openStore } from "@/lib/server/store/store";
import { contentOf } from "@/lib/server/store/testing/content-of";
import { startChild } from "@/lib/server/store/testing/start-child";
import { openSources } from "@/lib/server/sweep/testing/open-sources";
import { runSources } from "@/lib/server/sweep/testing/run-sources";

const source = { account: "111122223333", region: "us-east-1" };
const slow = 120_000;

let emulator: Emulator;
/** A directory whose store has been filled by a sweep in which one node failed. */
let directory = "";

beforeAll(async () => {
  emulator = await startEmulator({ nodes: { "us-east-1": 40 } });
  vi.stubEnv("AWS_ENDPOINT_URL", emulator.url);
  directory = mkdtempSync(join(inject("storeFolder"), "copied-"));
  const store = await openStore({ kind: "embedded", directory });
  const { windowsLarge } = await emulator.control.specialNodes();
  await emulator.control.addFault({
    kind: "internalServerError",
    operation: "DescribeInstancePatches",
    instanceId: windowsLarge.instanceId,
  });
  const opened = await openSources(store.database, [source]);
  await runSources(store, opened);
  await emulator.control.clearFaults();
  await runSources(store, opened);
  for (const { clients } of opened) clients.close();
  // Two sweeps of one moment leave no finding that was in another state before.
  await store.database.execute(sql`
    insert into finding_past (finding_no, patch_no, state, since, until)
    select finding_no, patch_no, 'Failed', first_seen - interval '1 day', first_seen from finding limit 1`);
  await store.close();
}, slow);
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

/** Runs `npm run store:copy`'s command. */
async function runCopy(environment: Readonly<Record<string, string>>) {
  const child = startChild("lib/server/store/copy-store-main.ts", [], environment);
  await once(child.process, "close");
  return { code: child.process.exitCode, output: child.output() };
}

describeOnEachPlace("A copied store", ({ isServer, place }) => {
  test.runIf(isServer)(
    "has every row of every table, and gives numbers that follow; a second copy is refused",
    async () => {
      const target = await place();
      if (target.kind !== "server") throw new Error("A copy goes to a server.");
      const from = await openStore({ kind: "embedded", directory });
      const original = await contentOf(from.database);
      await from.close();
      for (const [table, rows] of original) expect(`${table}: ${rows.length}`).not.toMatch(/: 0$/);

      const environment = { DATABASE_URL: target.url, PATCHBOARD_DATA_DIR: directory };
      const { code, output } = await runCopy(environment);
      expect(output).toContain(`finding: ${original.get("finding")?.length}\n`);
      expect(output).toContain(`from ${directory}.`);
      expect(code).toBe(0);

      const to = await openStore(target);
      expect(await contentOf(to.database)).toEqual(original);
      const again = await runCopy(environment);
      expect(again.output).toMatch(/Nothing was copied: The target's table \w+ has rows\./);
      expect(again.code).toBe(78);
      expect(await contentOf(to.database)).toEqual(original);

      const [next] = await saveSources(to.database, [{ ...source, region: "eu-west-1" }]);
      expect(next?.sourceNo).toBeGreaterThan(1);
      await to.close();
    },
    slow,
  );

  test.runIf(isServer)(
    "is not begun without a store, a target, or while a Patchboard runs on the directory",
    async () => {
      const target = await place();
      if (target.kind !== "server") throw new Error("A copy goes to a server.");
      const empty = mkdtempSync(join(inject("storeFolder"), "empty-"));
      await expect(copyStore(empty, target.url)).rejects.toThrow(`There is no store in ${empty}`);
      const held = await openStore({ kind: "embedded", directory });
      await expect(copyStore(directory, target.url)).rejects.toThrow("is in use by process");
      await held.close();
      const { code, output } = await runCopy({ PATCHBOARD_DATA_DIR: directory });
      expect(output).toContain("set DATABASE_URL");
      expect(code).toBe(78);
    },
    slow,
  );
});
