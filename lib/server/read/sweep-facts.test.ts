import { expect, test, vi } from "vitest";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toSweep } from "@/lib/server/read/sweep-facts";
import type { StoredSweepSource } from "@/lib/server/store/sweep-parts";

vi.stubEnv("AWS_REGION", "us-east-1");

const stored = {
  sweepId: "0b7d2f4e-6c1a-4a3b-9d8e-2f5c7a9b1e3d",
  cause: "schedule",
  status: "partial",
  requestedAt: "2026-11-21T14:28:00.000Z",
  startedAt: "2026-11-21T14:28:00.000Z",
  endedAt: "2026-11-21T14:28:58.000Z",
} as const;

const part = (region: string, given: Partial<StoredSweepSource> = {}): StoredSweepSource => ({
  sourceNo: 1,
  account: "111122223333",
  region,
  status: "complete",
  startedAt: stored.startedAt,
  endedAt: stored.endedAt,
  nodesDone: 100,
  nodesTotal: 100,
  calls: 10,
  throttled: 1,
  failure: null,
  nodesFailed: 0,
  ...given,
});

const parts = [
  part("us-east-1"),
  part("eu-west-1", { nodesDone: 40, nodesTotal: 41, nodesFailed: 1 }),
  part("ap-northeast-1", {
    status: "failed",
    nodesDone: 0,
    nodesTotal: null,
    failure: { code: "accessDenied", detail: "No." },
  }),
];

const seeing = (...regions: readonly string[]) =>
  ({
    name: "",
    maySee: ({ region }: { region: string }) => regions.includes(region),
  }) as unknown as Viewer;

test("a run's figures are those of its sources", () => {
  const sweep = toSweep(seeing("us-east-1", "eu-west-1"), stored, parts.slice(0, 2));
  expect(sweep).toMatchObject({ nodesDone: 140, nodesTotal: 141, calls: 20, throttled: 2 });
  expect(sweep).toMatchObject({ status: "partial", nodesFailed: 1 });
});

test("a source that was not listed leaves the total unknown", () => {
  const sweep = toSweep(seeing("us-east-1", "eu-west-1", "ap-northeast-1"), stored, parts);
  expect(sweep.nodesTotal).toBeNull();
  expect(sweep.sources.map(({ error }) => error?.code ?? null)).toEqual([
    null,
    null,
    "accessDenied",
  ]);
});

test("a source that the viewer may not see shows neither in the figures nor in the status", () => {
  const sweep = toSweep(seeing("us-east-1"), stored, parts);
  expect(sweep.sources.map(({ region }) => region)).toEqual(["us-east-1"]);
  expect(sweep).toMatchObject({ status: "complete", nodesDone: 100, nodesTotal: 100, calls: 10 });
});

test("a run still runs for who sees only the sources that are done", () => {
  const running = { ...stored, status: "running", endedAt: null } as const;
  expect(toSweep(seeing("us-east-1"), running, parts).status).toBe("running");
});
