import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sourceKey, type Source } from "@/lib/domain/source";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { listSweepSources } from "@/lib/server/store/sweep-parts";
import { openSources } from "@/lib/server/sweep/testing/open-sources";
import { runSources } from "@/lib/server/sweep/testing/run-sources";

const accounts = Array.from({ length: 20 }, (_, at) => String(100_000_000_001 + at));
const regions = ["us-east-1", "eu-west-1", "ap-northeast-1"];
const sources = accounts.flatMap((account) => regions.map((region) => ({ account, region })));
const [denied, throttled, hanging, wrong] = [3, 22, 40, 57].map((at) => sources[at]);
const nodesEach = 3;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({
    accounts: Object.fromEntries(
      accounts.map((account) => [
        account,
        Object.fromEntries(regions.map((region) => [region, nodesEach])),
      ]),
    ),
  });
  vi.stubEnv("AWS_ENDPOINT_URL", emulator.url);
  await emulator.control.addFault({
    kind: "accessDenied",
    operation: "DescribeInstanceInformation",
    ...denied,
  });
  await emulator.control.addFault({
    kind: "hang",
    operation: "DescribeInstancePatchStates",
    ...hanging,
  });
  await emulator.control.addFault({ kind: "wrongAccount", operation: "AssumeRole", ...wrong });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

function isSame(a: Source, b: Source | undefined): boolean {
  return b !== undefined && sourceKey(a) === sourceKey(b);
}

describeOnEachEngine("A run over sixty sources", ({ store }) => {
  test("reads the sound ones whatever the others do, and names each that it could not read", async () => {
    const { database } = store();
    const throttle = await emulator.control.addFault({
      kind: "throttle",
      operation: "DescribeInstanceInformation",
      ...throttled,
    });
    const opened = await openSources(database, sources, ({ account, region }) => ({
      ...(account === accounts[0]
        ? {}
        : { role: { roleArn: `arn:aws:iam::${account}:role/patchboard-read` } }),
      ...(isSame({ account, region }, hanging) ? { requestTimeoutMs: 1_000 } : {}),
    }));
    let sweepId = "";
    const running = runSources(store(), opened, (id) => {
      sweepId = id;
    });

    // All but the throttled one end, while it goes on.
    await vi.waitFor(
      async () => {
        const parts = await listSweepSources(database, [sweepId]);
        const open = parts.filter(({ endedAt }) => endedAt === null);
        expect(open.map(sourceKey)).toEqual(
          [throttled].flatMap((each) => each ?? []).map(sourceKey),
        );
      },
      { timeout: 80_000, interval: 250 },
    );
    await emulator.control.clearFaults(throttle);
    const { sweep, parts } = await running;

    expect(sweep.status).toBe("partial");
    const failed = parts.filter(({ status }) => status !== "complete");
    expect(
      new Map(failed.map((part) => [sourceKey(part), [part.status, part.failure?.code]])),
    ).toEqual(
      new Map(
        [
          [denied, "accessDenied"] as const,
          [hanging, "awsTimeout"] as const,
          [wrong, "wrongAccount"] as const,
        ].map(([source, code]) => [source && sourceKey(source), ["failed", code]]),
      ),
    );
    const late = parts.find((part) => isSame(part, throttled));
    expect(late).toMatchObject({ status: "complete" });
    expect(late?.throttled).toBeGreaterThan(2);
    const complete = parts.filter(({ status }) => status === "complete");
    expect(complete).toHaveLength(57);
    for (const { sourceNo, nodesTotal, calls } of complete) {
      const nodes = await loadNodesOfSource(database, sourceNo);
      expect(nodes).toHaveLength(nodesTotal ?? -1);
      expect(calls).toBeGreaterThan(2);
    }
    for (const { clients } of opened) clients.close();
  }, 150_000);
});
