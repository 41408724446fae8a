import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { loadNodeRows } from "@/lib/server/store/node-rows";
import { loadNodesOfSource, saveNodes } from "@/lib/server/store/nodes";
import { loadSource } from "@/lib/server/store/sources";
import type { StoredNode } from "@/lib/server/store/stored-node";
import { listSweepFailures } from "@/lib/server/store/sweep-parts";
import { saveReads } from "@/lib/server/sweep/save-reads";
import { openSources } from "@/lib/server/sweep/testing/open-sources";
import { runSources } from "@/lib/server/sweep/testing/run-sources";

const account = "111122223333";
const near = { account, region: "us-east-1" };
const far = { account, region: "eu-west-1" };
const slow = 120_000;
const dayMs = 86_400_000;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ nodes: { "us-east-1": 65, "eu-west-1": 12 } });
  vi.stubEnv("AWS_ENDPOINT_URL", emulator.url);
});
afterEach(() => emulator.control.clearFaults());
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

function instanceId(text: string): InstanceId {
  const parsed = parseInstanceId(text);
  if (parsed === null) throw new Error(`${text} is no instance id.`);
  return parsed;
}

describeOnEachEngine("A run", ({ store }) => {
  async function run(sources: ReadonlyArray<typeof near>) {
    const opened = await openSources(store().database, sources);
    try {
      return await runSources(store(), opened);
    } finally {
      for (const { clients } of opened) clients.close();
    }
  }

  /** How many rows are held of each node of a source. */
  async function heldRows(sourceNo: number) {
    const { database } = store();
    const nodes = await loadNodesOfSource(database, sourceNo);
    const held = new Map<InstanceId, number>();
    for (const node of nodes) {
      held.set(node.instanceId, (await loadNodeRows(database, node.nodeNo)).length);
    }
    return { nodes, held };
  }

  test("over no source at all has failed: nothing was read", async () => {
    const { sweep, parts } = await run([]);
    expect(sweep).toMatchObject({ status: "failed", endedAt: expect.any(String) });
    expect(parts).toEqual([]);
  });

  test(
    "Pitfall 19, the API's oddities: whose source fails half-way keeps what was read of it, its age and the reason; other sources are read",
    async () => {
      const first = await run([near, far]);
      expect(first.sweep.status).toBe("complete");
      const [{ sourceNo: farNo } = { sourceNo: 0 }, { sourceNo: nearNo } = { sourceNo: 0 }] =
        first.parts;
      const before = await heldRows(nearNo);
      const readAt = (await loadSource(store().database, nearNo))?.readAt;
      expect(before.nodes.length).toBeGreaterThan(50);

      await emulator.control.rescan(100);
      await emulator.control.addFault({
        kind: "internalServerError",
        operation: "DescribeInstanceInformation",
        region: near.region,
        page: 2,
      });
      const { sweep, parts } = await run([near, far]);

      expect(sweep.status).toBe("partial");
      expect(parts).toMatchObject([
        { ...far, status: "complete", failure: null },
        { ...near, status: "failed", nodesTotal: null, failure: { code: "awsUnavailable" } },
      ]);
      const after = await heldRows(nearNo);
      expect(after.held).toEqual(before.held);
      expect(await loadSource(store().database, nearNo)).toMatchObject({
        readAt,
        failure: { code: "awsUnavailable", detail: expect.stringContaining("111122223333") },
      });
      const farAfter = await loadSource(store().database, farNo);
      expect(farAfter).toMatchObject({ failure: null });
      expect(Date.parse(farAfter?.readAt ?? "")).toBeGreaterThan(Date.parse(readAt ?? ""));
    },
    slow,
  );

  test(
    "in which node after node fails gives the source up, keeps what is stored of it, and asks it anew the next time",
    async () => {
      const { nodes, held, sourceNo } = await ofNear();
      const opened = await openSources(store().database, [near], () => ({ maxAttempts: 1 }));
      await emulator.control.rescan(100);
      await emulator.control.addFault({
        kind: "internalServerError",
        operation: "DescribeInstancePatches",
        region: near.region,
      });
      await emulator.control.resetCalls();
      const { parts } = await runSources(store(), opened);
      expect(parts).toMatchObject([{ status: "failed", failure: { code: "awsUnavailable" } }]);
      const { byOperation } = await emulator.control.calls();
      const withFindings = nodes.filter((node) => rowsOf(held, node) > 0).length;
      const asked = byOperation[`${near.region}/DescribeInstancePatches`]?.calls ?? 0;
      expect(withFindings).toBeGreaterThan(20);
      expect(asked).toBeLessThan(withFindings);
      expect((await heldRows(sourceNo)).held).toEqual(held);

      await emulator.control.clearFaults();
      const again = await runSources(store(), opened);
      for (const { clients } of opened) clients.close();
      expect(again.sweep.status).toBe("complete");
    },
    slow,
  );

  test(
    "in which one node fails is partial: the node keeps its rows and says why, the others are read",
    async () => {
      const { nodes, held, sourceNo } = await ofNear();
      await emulator.control.rescan(100);
      // Only a node that scans has something new to fail at.
      const unlucky = nodes.find(
        (node) => node.listing === "listed" && node.rows !== null && rowsOf(held, node) > 0,
      );
      await emulator.control.addFault({
        kind: "internalServerError",
        operation: "DescribeInstancePatches",
        ...(unlucky ? { instanceId: unlucky.instanceId } : {}),
      });
      const { sweep, parts } = await run([near]);

      expect(sweep.status).toBe("partial");
      expect(parts).toMatchObject([{ status: "partial", nodesFailed: 1, failure: null }]);
      expect(await listSweepFailures(store().database, sweep.sweepId, 10)).toMatchObject([
        { ...near, instanceId: unlucky?.instanceId, code: "awsUnavailable" },
      ]);
      const after = await heldRows(sourceNo);
      expect(after.held).toEqual(held);
      const failed = after.nodes.filter(({ failure }) => failure !== null);
      expect(failed).toMatchObject([
        { instanceId: unlucky?.instanceId, failure: { code: "awsUnavailable" } },
      ]);
      // Its rows are those of the operation before, and so is what it says of itself.
      expect(failed[0]?.patchState).toEqual(unlucky?.patchState);
      expect((await loadSource(store().database, sourceNo))?.failure).toBeNull();

      await emulator.control.clearFaults();
      expect((await run([near])).sweep.status).toBe("complete");
      const mended = await heldRows(sourceNo);
      expect(mended.nodes.filter(({ failure }) => failure !== null)).toEqual([]);
      expect(mended.held).toEqual(held);
    },
    slow,
  );

  test(
    "in which a node that was never stored fails stores it with its counts and the reason, and reads its rows later",
    async () => {
      const { nodes, sourceNo, held } = await ofNear();
      const unlucky = nodes.find((node) => node.listing === "listed" && rowsOf(held, node) > 0);
      if (unlucky === undefined) throw new Error("No node has findings.");
      const { database } = store();
      const load = async () =>
        (await loadNodesOfSource(database, sourceNo)).find(
          (node) => node.instanceId === unlucky.instanceId,
        );
      await database.execute(
        sql`delete from managed_node where instance_id = ${unlucky.instanceId}`,
      );
      await emulator.control.addFault({
        kind: "internalServerError",
        operation: "DescribeInstancePatches",
        instanceId: unlucky.instanceId,
      });
      for (const attempt of [1, 2]) {
        const { sweep } = await run([near]);
        expect(sweep.status, `attempt ${attempt}`).toBe("partial");
        expect(await load()).toMatchObject({
          node: { ...unlucky.node, lastPingDateTime: expect.anything() },
          patchState: { counts: unlucky.patchState?.counts },
          evidence: { counts: unlucky.patchState?.counts },
          rows: null,
          failure: { code: "awsUnavailable", detail: expect.stringContaining("111122223333") },
        });
      }
      await emulator.control.clearFaults();
      expect((await run([near])).sweep.status).toBe("complete");
      expect(await load()).toMatchObject({ failure: null, rows: { scope: "findings" } });
      expect((await heldRows(sourceNo)).held.get(unlucky.instanceId)).toBe(rowsOf(held, unlucky));
    },
    slow,
  );

  test(
    "Pitfall 11, stopped and terminated: marks nodes that have left SSM's list by what EC2 says, keeps their rows, and drops them after 30 days",
    async () => {
      const { nodes, sourceNo } = await ofNear();
      const like = nodes.find(({ patchState }) => patchState !== null);
      if (like === undefined) throw new Error("No node has results.");
      const { stopped } = await emulator.control.specialNodes();
      const ids = {
        stopped: instanceId(stopped.instanceId),
        gone: instanceId("i-0123456789abcdef0"),
        notListed: instanceId("mi-0123456789abcdef0"),
      };
      const at = new Date().toISOString();
      const patch = {
        kbId: "KB1",
        title: "One",
        classification: "SecurityUpdates",
        severity: "Critical",
        state: "Missing",
        installedTime: null,
        cveIds: ["CVE-2026-0001"],
      };
      await store().transaction((transaction) =>
        saveReads(
          transaction,
          sourceNo,
          Object.values(ids).map((id) => ({
            node: { ...like, instanceId: id, listing: "listed" as const },
            rows: {
              scope: "findings" as const,
              operationEndTime: like.patchState?.operationEndTime ?? null,
              readAt: at,
              differ: false,
              operatingSystem: null,
              patches: [patch],
            },
          })),
          at,
        ),
      );

      await run([near]);
      const left = await leftNodes(sourceNo);
      expect(left.listings).toEqual({
        [ids.stopped]: "stopped",
        [ids.gone]: "gone",
        [ids.notListed]: "notListed",
      });
      expect(left.rows).toEqual([1, 1, 1]);

      await leftAgo(ids.stopped, 29 * dayMs);
      await leftAgo(ids.gone, 31 * dayMs);
      await run([near]);
      const later = await leftNodes(sourceNo);
      expect(later.listings).toEqual({ [ids.stopped]: "stopped", [ids.notListed]: "notListed" });
      const { rows: orphans } = await store().database.execute(sql`
        select node_no from node_patch where node_no not in (select node_no from managed_node)
        union all select node_no from finding where node_no not in (select node_no from managed_node)`);
      expect(orphans).toEqual([]);

      // One that is listed again is as any other.
      const back = (await loadNodesOfSource(store().database, sourceNo)).find(
        (node) => node.instanceId === ids.stopped,
      );
      if (back === undefined) throw new Error("The stopped node is not stored.");
      await store().transaction((transaction) =>
        saveNodes(transaction, sourceNo, [{ ...back, listing: "listed" }], at),
      );
      expect((await leftNodes(sourceNo)).listings).toEqual({ [ids.notListed]: "notListed" });
    },
    slow,
  );

  async function ofNear() {
    const { parts } = await run([near]);
    const sourceNo = parts[0]?.sourceNo ?? 0;
    return { sourceNo, ...(await heldRows(sourceNo)) };
  }

  function rowsOf(held: ReadonlyMap<InstanceId, number>, node: StoredNode): number {
    return held.get(node.instanceId) ?? 0;
  }

  async function leftNodes(sourceNo: number) {
    const { nodes, held } = await heldRows(sourceNo);
    const left = nodes.filter(({ leftAt }) => leftAt !== null);
    return {
      listings: Object.fromEntries(left.map((node) => [node.instanceId, node.listing])),
      rows: left.map((node) => rowsOf(held, node)),
    };
  }

  async function leftAgo(id: InstanceId, ms: number): Promise<void> {
    const leftAt = new Date(Date.now() - ms).toISOString();
    await store().database.execute(
      sql`update managed_node set left_at = ${leftAt} where instance_id = ${id}`,
    );
  }
});
