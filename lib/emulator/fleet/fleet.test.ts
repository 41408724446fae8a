import { describe, expect, test } from "vitest";
import { createFleet, type FleetOptions } from "./fleet";
import { indexOfInstanceId, instanceIdOf } from "./instance-id";
import { specialNodes } from "./special-nodes";

const account = "111122223333";
const options: FleetOptions = {
  seed: "test",
  now: "2026-11-21T14:00:00.000Z",
  account,
  nodes: { "us-east-1": 480, "eu-west-1": 120 },
};

describe("a fleet", () => {
  test("is the same for the same seed and time, and another for another seed", () => {
    const describeNode = (seed: string) => {
      const source = createFleet({ ...options, seed }).source(account, "us-east-1");
      const node = source.node(200);
      return { node, counts: source.counts(node), patches: source.patches(node).slice(0, 50) };
    };
    expect(describeNode("a")).toEqual(describeNode("a"));
    expect(describeNode("a").node.instanceId).not.toBe(describeNode("b").node.instanceId);
  });

  test("finds each node by its id, and only in its own Region", () => {
    const fleet = createFleet(options);
    const here = fleet.source(account, "us-east-1");
    const there = fleet.source(account, "eu-west-1");
    for (let index = 0; index < here.size; index += 1) {
      const { instanceId, special } = here.node(index);
      expect(here.nodeById(instanceId)?.index).toBe(index);
      if (special !== "hybridInTwoRegions") expect(there.nodeById(instanceId)).toBeNull();
    }
    expect(here.nodeById("i-0123456789abcdef0")).toBeNull();
    expect(here.nodeById("i-01234567")).toBeNull();
  });

  test("gives every node its own name", () => {
    const source = createFleet(options).source(account, "us-east-1");
    const names = Array.from({ length: source.size }, (_, index) => source.node(index).name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("gives no patch of a node twice, but for the node that is made so", () => {
    const source = createFleet(options).source(account, "us-east-1");
    for (let index = 0; index < 200; index += 1) {
      const node = source.node(index);
      const kbIds = source.patches(node).map((patch) => patch.release.kbId);
      const repeated = kbIds.length - new Set(kbIds).size;
      expect(repeated).toBe(node.special === "duplicateKbId" ? 1 : 0);
    }
  });

  test("is mostly compliant, with some of everything that needs attention", () => {
    const fleet = createFleet(options);
    const totals: Record<string, number> = {};
    let clean = 0;
    let all = 0;
    for (const source of fleet.sources) {
      for (let index = 0; index < source.size; index += 1) {
        const counts = source.counts(source.node(index));
        const findings = counts.MissingCount + counts.FailedCount;
        all += 1;
        if (findings === 0) clean += 1;
        for (const [name, count] of Object.entries(counts)) {
          totals[name] = (totals[name] ?? 0) + count;
        }
      }
    }
    expect(clean / all).toBeGreaterThan(0.65);
    expect(clean / all).toBeLessThan(0.9);
    expect(totals["MissingCount"]).toBeGreaterThan(200);
    expect(totals["FailedCount"]).toBeGreaterThan(20);
    expect(totals["InstalledPendingRebootCount"]).toBeGreaterThan(5);
    expect(totals["InstalledRejectedCount"]).toBeGreaterThan(2);
  });

  test("has its special nodes in the largest Region from 60 nodes on", () => {
    const small = createFleet({ ...options, nodes: { "eu-west-1": 36, "us-east-1": 24 } });
    expect(new Set(Object.values(specialNodes(small)).map(({ region }) => region))).toEqual(
      new Set(["eu-west-1"]),
    );
    const tiny = createFleet({ ...options, nodes: { "us-east-1": 5 } });
    expect(() => specialNodes(tiny)).toThrow("more than 21 nodes");
    expect(tiny.source(account, "us-east-1").node(4).special).toBeNull();
  });

  test("refuses impossible sizes and times", () => {
    expect(() => createFleet({ ...options, nodes: { "us-east-1": 100_001 } })).toThrow("100,000");
    expect(() => createFleet({ ...options, now: "yesterday" })).toThrow("ISO 8601");
  });

  test("works at any time, also long before and after the sampled patches", () => {
    for (const now of ["2023-06-01T00:00:00Z", "2031-02-03T04:05:06Z"]) {
      const source = createFleet({ ...options, now }).source(account, "us-east-1");
      const node = source.node(0);
      expect(source.counts(node)).toMatchObject({ MissingCount: 6, FailedCount: 1 });
    }
  });
});

test("an instance id gives its index back and no other key accepts it", () => {
  for (const index of [0, 1, 77, 99_999]) {
    const id = instanceIdOf(42, index, "i-0");
    expect(id).toMatch(/^i-[0-9a-f]{17}$/);
    expect(indexOfInstanceId(42, id)).toBe(index);
    expect(indexOfInstanceId(43, id)).toBeNull();
  }
});
