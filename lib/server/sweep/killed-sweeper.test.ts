import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { countFor } from "@/lib/domain/node-patch-state";
import { findingStates } from "@/lib/domain/patch-state";
import type { InstanceId } from "@/lib/domain/instance-id";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import type { ConfiguredStore } from "@/lib/server/config";
import { describeOnEachPlace } from "@/lib/server/store/each-engine";
import { loadNodeRows } from "@/lib/server/store/node-rows";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { listSources } from "@/lib/server/store/sources";
import { openStore, type Store } from "@/lib/server/store/store";
import { listSweepSources } from "@/lib/server/store/sweep-parts";
import {
  listSweeps,
  loadSweep,
  saveWaitingSweep,
  type StoredSweep,
} from "@/lib/server/store/sweeps";
import { contentOf } from "@/lib/server/store/testing/content-of";
import { startChild, type Child } from "@/lib/server/store/testing/start-child";

/** Of a lease, of its renewal, and of a look for a free one, in milliseconds. */
const quickTimes = ["1500", "300", "200"];
const kills = inject("sweepKills");
const patience = { timeout: 60_000, interval: 100 };

let emulator: Emulator;
const children: Child[] = [];

beforeAll(async () => {
  emulator = await startEmulator({
    nodes: { "us-east-1": 120 },
    settings: { latencyMs: 15 },
  });
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
});
afterAll(() => emulator.close());

/** Sweeps at once where the last run did not end, and else after a day. */
function startSweeper(place: ConfiguredStore): Child {
  const child = startChild("lib/server/sweep/testing/sweep-child.ts", quickTimes, {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    PATCHBOARD_SWEEP_MINUTES: "1440",
    ...(place.kind === "server"
      ? { DATABASE_URL: place.url }
      : { PATCHBOARD_DATA_DIR: place.directory }),
  });
  children.push(child);
  return child;
}

/** A run that ended before its sweeper was killed leaves nothing to go on with: the next one is asked for. */
function askForSweep({ transaction }: Store): Promise<StoredSweep> {
  const requestedAt = new Date().toISOString();
  return transaction((tx) =>
    saveWaitingSweep(tx, { sweepId: randomUUID(), cause: "request", requestedAt }),
  );
}

async function calls(): Promise<number> {
  return (await emulator.control.calls()).total;
}

async function look<Value>(place: ConfiguredStore, at: (store: Store) => Promise<Value>) {
  const store = await openStore(place);
  try {
    return await at(store);
  } finally {
    await store.close();
  }
}

/**
 * How many findings are held of each node of which rows are held. Each must be as many as SSM counts, no row may be
 * without its node, and no node may have an open finding twice or too few.
 */
async function heldFindings({ database }: Store): Promise<ReadonlyMap<InstanceId, number>> {
  const held = new Map<InstanceId, number>();
  for (const { sourceNo } of await listSources(database)) {
    for (const node of await loadNodesOfSource(database, sourceNo)) {
      const rows = await loadNodeRows(database, node.nodeNo);
      const { patchState } = node;
      if (node.rows === null || patchState === null) {
        expect(rows).toEqual([]);
        continue;
      }
      for (const state of findingStates) {
        const listed = rows.filter((row) => row.state === state).length;
        expect(listed).toBe(countFor(patchState.counts, state) ?? 0);
      }
      held.set(node.instanceId, rows.length);
    }
  }
  const { rows: wrong } = await database.execute(sql`
    select 'a row without its node' as what, node_no from node_patch
      where node_no not in (select node_no from managed_node where has_result)
    union all select 'a finding without its node', node_no from finding
      where node_no not in (select node_no from managed_node)
    union all select 'other findings than rows', n.node_no from managed_node n
      where (select count(*) from finding f where f.node_no = n.node_no and f.resolved_at is null)
        <> (select count(distinct p.kb_id) from node_patch r join patch p using (patch_no) where r.node_no = n.node_no)
    union all select 'other sums than rows', n.node_no from managed_node n
      where (select coalesce(sum(c.patches), 0) from node_finding_count c where c.node_no = n.node_no)
        <> (select count(*) from node_patch r where r.node_no = n.node_no)`);
  expect(wrong).toEqual([]);
  return held;
}

/**
 * Every node stays known; that it holds as many rows as SSM counts is checked at each look. The counts themselves may
 * move: a node that scans again may find what was released since.
 */
function expectNothingLost(
  before: ReadonlyMap<InstanceId, number>,
  after: ReadonlyMap<InstanceId, number>,
): void {
  expect([...before.keys()].filter((instanceId) => !after.has(instanceId))).toEqual([]);
}

describeOnEachPlace("A sweeper that is killed", ({ place: newPlace }) => {
  test(
    `at ${kills} moments loses nothing: the next one goes on, and its run has failed`,
    async () => {
      const place = await newPlace();
      let held: ReadonlyMap<InstanceId, number> = new Map();
      const died = new Set<string>();
      await look(place, askForSweep);
      for (let kill = 0; kill < kills; kill += 1) {
        // So that there is something to write, also when the whole fleet has been read.
        await emulator.control.rescan(60);
        await emulator.control.resetCalls();
        const child = startSweeper(place);
        const moment = 5 + Math.floor(Math.random() * 70);
        await vi.waitFor(
          async () => {
            const isOver = child.output().includes("sweepEnded");
            if (!isOver && (await calls()) <= moment) throw new Error(child.output());
          },
          { ...patience, interval: 5 },
        );
        await child.kill();
        await look(place, async (store) => {
          const found = await heldFindings(store);
          expectNothingLost(held, found);
          held = found;
          const { items } = await listSweeps(store.database, { page: 1, size: 500 });
          for (const { sweepId, status } of items) if (status === "running") died.add(sweepId);
          expect(items.filter(({ status }) => status === "running").length).toBeLessThan(2);
          await askForSweep(store);
        });
      }
      expect(died.size).toBeGreaterThan(0);

      const last = startSweeper(place);
      await vi.waitFor(() => expect(last.output()).toContain("sweepEnded"), patience);
      await last.kill();
      await look(place, async (store) => {
        const found = await heldFindings(store);
        expectNothingLost(held, found);
        expect(found.size).toBeGreaterThan(100);
        const { items } = await listSweeps(store.database, { page: 1, size: 500 });
        expect(items[0]?.status).toBe("complete");
        const ofTheDead = items.filter(({ sweepId }) => died.has(sweepId));
        expect(new Set(ofTheDead.map(({ status }) => status))).toEqual(new Set(["failed"]));
        expect(ofTheDead.every(({ endedAt }) => endedAt !== null)).toBe(true);
        const parts = await listSweepSources(store.database, [...died]);
        expect(parts.filter(({ status }) => status === "running")).toEqual([]);
      });
    },
    30_000 + kills * 60_000,
  );
});

describeOnEachPlace("A sweeper that was frozen", ({ isServer, place: newPlace }) => {
  // In a directory no other process can take over: data-directory.test.ts.
  test.runIf(isServer)(
    "writes nothing once another has taken over, and says that it was replaced",
    async () => {
      const place = await newPlace();
      await emulator.control.resetCalls();
      const first = startSweeper(place);
      await vi.waitFor(async () => expect(await calls()).toBeGreaterThan(30), {
        ...patience,
        interval: 5,
      });
      first.process.kill("SIGSTOP");
      const second = startSweeper(place);
      await vi.waitFor(() => expect(second.output()).toContain("sweepEnded"), patience);

      const before = await look(place, ({ database }) => contentOf(database));
      expect(before.get("sweep")).toHaveLength(2);
      first.process.kill("SIGCONT");
      await vi.waitFor(() => expect(first.output()).toContain("sweeperReplaced"), patience);
      expect(await look(place, ({ database }) => contentOf(database))).toEqual(before);
      await look(place, async (store) => {
        const { items } = await listSweeps(store.database, { page: 1, size: 10 });
        expect(items.map(({ status }) => status)).toEqual(["complete", "failed"]);
        expect((await heldFindings(store)).size).toBeGreaterThan(100);
      });
    },
    150_000,
  );
});

describeOnEachPlace(
  "A sweeper that can't learn whose credentials it has",
  ({ place: newPlace }) => {
    test("ends a run that was asked for as failed, and reads the fleet as soon as it can", async () => {
      const place = await newPlace();
      const { sweepId } = await look(place, askForSweep);
      const fault = await emulator.control.addFault({
        kind: "expiredToken",
        operation: "GetCallerIdentity",
      });
      const child = startSweeper(place);
      await vi.waitFor(() => expect(child.output()).toContain("sweepNotBegun"), patience);
      await emulator.control.clearFaults(fault);
      await vi.waitFor(() => expect(child.output()).toContain("sweepEnded"), patience);
      await child.kill();
      await look(place, async ({ database }) => {
        expect(await loadSweep(database, sweepId)).toMatchObject({
          status: "failed",
          endedAt: expect.any(String),
        });
      });
    }, 120_000);
  },
);
