import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findingStates } from "@/lib/domain/patch-state";
import { countFor } from "@/lib/domain/node-patch-state";
import type { Source } from "@/lib/domain/source";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import { openSource } from "@/lib/server/aws/source-clients";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { loadNodeRows } from "@/lib/server/store/node-rows";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { loadSource, saveSources } from "@/lib/server/store/sources";
import { Throttling } from "@/lib/server/sweep/throttling";
import { machineClock } from "@/lib/server/sweep/sweep-clock";
import { sweepSource, type SourceProgress } from "@/lib/server/sweep/sweep-source";

const source: Source = { account: "111122223333", region: "us-east-1" };
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ nodes: { "us-east-1": 210 } });
  vi.stubEnv("AWS_ENDPOINT_URL", emulator.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

const slow = 60_000;

/** What is asked of SSM about nodes; baselines and tags have rhythms of their own. */
const nodeOperations = [
  "DescribeInstanceInformation",
  "DescribeInstancePatchStates",
  "DescribeInstancePatches",
  "ListComplianceItems",
  "DescribeInstances",
];

/** Calls that know of every node whether it has changed: two a page of fifty. */
function fewest({ nodesTotal }: SourceProgress): number {
  return 2 * Math.ceil((nodesTotal ?? 0) / 50);
}

describeOnEachEngine("A sweep of one source", ({ store }) => {
  const credentials = async () => ({ accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" });

  async function sweepOnce() {
    const { database, transaction } = store();
    const [stored] = await saveSources(database, [source]);
    if (stored === undefined) throw new Error("The source was not stored.");
    const clients = openSource(source, { credentials });
    const throttling = new Throttling(source);
    const opened = { source, sourceNo: stored.sourceNo, alias: null, clients, throttling };
    const progress: SourceProgress = { nodesDone: 0, nodesTotal: null, failures: [] };
    await emulator.control.resetCalls();
    await sweepSource(opened, {
      database,
      write: transaction,
      progress,
      clock: machineClock,
      signal: new AbortController().signal,
    });
    const { byOperation, last } = await emulator.control.calls();
    clients.close();
    const calls = (operation: string) => byOperation[`us-east-1/${operation}`]?.calls ?? 0;
    /** How often an operation was asked about each node. */
    const asked = (operation: string) => {
      const times = new Map<string | null, number>();
      for (const { instanceId, operation: called } of last) {
        if (called === operation) times.set(instanceId, (times.get(instanceId) ?? 0) + 1);
      }
      return times;
    };
    const nodeCalls = nodeOperations.reduce((sum, each) => sum + calls(each), 0);
    return { sourceNo: stored.sourceNo, progress, calls, asked, nodeCalls };
  }

  /** What is held of each node's rows: the store promises no order of nodes. */
  async function rowsHeld(sourceNo: number) {
    const nodes = await loadNodesOfSource(store().database, sourceNo);
    return new Map(nodes.map(({ instanceId, rows }) => [instanceId, rows]));
  }

  test(
    "stores every node with as many findings as SSM counts",
    async () => {
      const { sourceNo, progress } = await sweepOnce();
      expect(progress).toMatchObject({ failures: [] });
      expect(progress.nodesDone).toBe(progress.nodesTotal);
      const { database } = store();
      const nodes = await loadNodesOfSource(database, sourceNo);
      expect(nodes.length).toBe(progress.nodesTotal);
      for (const { nodeNo, patchState, rows } of nodes) {
        if (patchState === null) continue;
        expect(rows).toMatchObject({ scope: "findings", differ: false });
        const held = await loadNodeRows(database, nodeNo);
        for (const state of findingStates) {
          const listed = held.filter((row) => row.state === state).length;
          expect(listed).toBe(countFor(patchState.counts, state) ?? 0);
        }
      }
      expect((await loadSource(database, sourceNo))?.readAt).not.toBeNull();
    },
    slow,
  );

  test(
    "asks for nothing but the lists when nothing has changed, and writes nothing",
    async () => {
      const before = await rowsHeld(1);
      const { progress, calls, nodeCalls, sourceNo } = await sweepOnce();
      const pages = Math.ceil((progress.nodesTotal ?? 0) / 50);
      expect(calls("DescribeInstanceInformation")).toBe(pages);
      expect(calls("DescribeInstancePatchStates")).toBe(pages);
      expect(calls("DescribeInstancePatches")).toBe(0);
      expect(calls("ListComplianceItems")).toBe(0);
      expect(nodeCalls).toBe(fewest(progress));
      expect(await rowsHeld(sourceNo)).toEqual(before);
    },
    slow,
  );

  test(
    "asks hardly more often where pages are empty or begin with rows of the page before",
    async () => {
      await emulator.control.change({ quirks: { emptyPages: true, duplicateRows: true } });
      const { progress, nodeCalls } = await sweepOnce();
      await emulator.control.resetSettings();
      expect(nodeCalls).toBeLessThanOrEqual(1.3 * fewest(progress));
    },
    slow,
  );

  test(
    "of short pages asks for no more than SSM makes of its lists, fifty nodes' results at a time",
    async () => {
      await emulator.control.change({ quirks: { shortPages: true } });
      const { progress, calls } = await sweepOnce();
      await emulator.control.resetSettings();
      const nodes = progress.nodesTotal ?? 0;
      // Pages of 35 and 20 in turn.
      const pages = 2 * Math.floor(nodes / 55) + Math.ceil((nodes % 55) / 35);
      expect(calls("DescribeInstanceInformation")).toBe(pages);
      // 35 and 15 of fifty nodes: the pages of the list are gathered to fifty first.
      expect(calls("DescribeInstancePatchStates")).toBeLessThanOrEqual(2 * Math.ceil(nodes / 50));
      expect(calls("DescribeInstancePatches")).toBe(0);
    },
    slow,
  );

  test(
    "after some nodes have scanned asks for the pages of their findings more, and for those of no other",
    async () => {
      const before = new Map(
        (await loadNodesOfSource(store().database, 1)).map((node) => [node.instanceId, node]),
      );
      await emulator.control.rescan(5);
      const { progress, nodeCalls, asked, sourceNo } = await sweepOnce();
      const after = await loadNodesOfSource(store().database, sourceNo);
      const scanned = after.filter(
        ({ instanceId, patchState }) =>
          patchState?.operationEndTime !== before.get(instanceId)?.patchState?.operationEndTime,
      );
      expect(scanned.length).toBeGreaterThan(2);
      const pagesOf = async ({ nodeNo }: { readonly nodeNo: number }) =>
        Math.ceil((await loadNodeRows(store().database, nodeNo)).length / 50);
      const pages = await Promise.all(scanned.map(pagesOf));
      const expected = new Map(
        scanned.flatMap(({ instanceId }, at) => (pages[at] ? [[instanceId, pages[at]]] : [])),
      );
      expect(asked("DescribeInstancePatches")).toEqual(expected);
      expect(nodeCalls).toBe(fewest(progress) + pages.reduce((sum, each) => sum + each, 0));
    },
    slow,
  );
});
