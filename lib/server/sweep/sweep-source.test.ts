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
import { sweepSource, type SourceProgress } from "@/lib/server/sweep/sweep-source";

const source: Source = { account: "111122223333", region: "us-east-1" };
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ nodes: { "us-east-1": 130 } });
  vi.stubEnv("AWS_ENDPOINT_URL", emulator.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

const slow = 60_000;

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
      signal: new AbortController().signal,
    });
    const { byOperation } = await emulator.control.calls();
    clients.close();
    const calls = (operation: string) => byOperation[`us-east-1/${operation}`]?.calls ?? 0;
    return { sourceNo: stored.sourceNo, progress, calls };
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
      const before = await loadNodesOfSource(store().database, 1);
      const { progress, calls, sourceNo } = await sweepOnce();
      const pages = Math.ceil((progress.nodesTotal ?? 0) / 50);
      expect(calls("DescribeInstanceInformation")).toBe(pages);
      expect(calls("DescribeInstancePatchStates")).toBe(pages);
      expect(calls("DescribeInstancePatches")).toBe(0);
      expect(calls("ListComplianceItems")).toBe(0);
      const after = await loadNodesOfSource(store().database, sourceNo);
      expect(after.map(({ rows }) => rows)).toEqual(before.map(({ rows }) => rows));
    },
    slow,
  );
});
