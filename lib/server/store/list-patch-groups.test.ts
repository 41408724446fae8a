import { expect, test } from "vitest";
import type { PatchBaseline, PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import { saveBaselines, saveBaselineVersions } from "@/lib/server/store/baselines";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import {
  listPatchGroups,
  type PatchGroupFilter,
  type PatchGroupPage,
} from "@/lib/server/store/list-patch-groups";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";

const readAt = "2026-11-21T14:00:00.000Z";
const own = "pb-0123456789abcdef0";
const other = "pb-0123456789abcdef1";

const critical = [{ severity: "Critical" }];
const nodes: readonly SampleNode[] = [
  { id: "1", patchGroup: "Web/Tier 1", baselineId: own, counts: { missing: 3 }, patches: critical },
  { id: "2", patchGroup: "Web/Tier 1", baselineId: other, counts: { failed: 1 } },
  { id: "3", patchGroup: "Web/Tier 1", baselineId: own },
  { id: "4", patchGroup: "本番", baselineId: own, counts: { installedPendingReboot: 1 } },
  { id: "5", baselineId: other },
  { id: "6", patchGroup: "none", counts: null },
  { id: "7", patchGroup: "Web/Tier 1", listing: "stopped", counts: { missing: 9 } },
];

function identity(baselineId: string): PatchBaselineIdentity {
  return {
    baselineId,
    askFor: baselineId,
    owner: "self",
    name: `Name of ${baselineId}`,
    description: null,
    operatingSystem: "AMAZON_LINUX_2023",
    defaultBaseline: false,
  };
}

function baseline(patchGroups: readonly string[]): PatchBaseline {
  return {
    baselineId: own,
    arn: null,
    name: null,
    description: null,
    operatingSystem: "AMAZON_LINUX_2023",
    globalFilters: { patchFilters: [] },
    approvalRules: { patchRules: [] },
    approvedPatches: [],
    approvedPatchesComplianceLevel: null,
    approvedPatchesEnableNonSecurity: null,
    rejectedPatches: [],
    rejectedPatchesAction: null,
    patchGroups,
    createdDate: null,
    modifiedDate: null,
    sources: [],
    availableSecurityUpdatesComplianceStatus: null,
  };
}

const everything = { registered: null, used: null, q: "" };
const first: PatchGroupPage = {
  sort: [{ column: "critical", descending: true }],
  page: 1,
  size: 50,
};

describeOnEachEngine("The list of patch groups", ({ store }) => {
  async function saved(): Promise<readonly number[]> {
    await store().database.execute("delete from source");
    const sources = await saveSources(store().database, [
      { account: "111122223333", region: "us-east-1" },
      { account: "444455556666", region: "us-east-1" },
    ]);
    const [sourceNo = 0, second = 0] = sources.map((each) => each.sourceNo);
    await store().transaction(async (tx) => {
      await saveBaselines(tx, sourceNo, [identity(own), identity(other)], readAt);
      for (const patchGroups of [["Old"], ["Web/Tier 1", "Edge"]]) {
        const answer = { baseline: baseline(patchGroups), raw: {} };
        await saveBaselineVersions(tx, sourceNo, [answer], readAt);
      }
    });
    await saveSampleNodes(store(), sourceNo, nodes, readAt);
    await saveSampleNodes(store(), second, nodes.slice(0, 1), readAt);
    return [sourceNo, second];
  }

  async function listed(some: Partial<PatchGroupFilter> = {}, page: Partial<PatchGroupPage> = {}) {
    const [sourceNo = 0] = await saved();
    return listPatchGroups(
      store().database,
      { ...everything, sourceNos: [sourceNo], ...some },
      { ...first, ...page },
    );
  }

  test("Pitfall 12, patch policies and patch groups: names come back as they are, nodes without one are one row, registered ones without nodes are there", async () => {
    const { groups, total, totalGroups } = await listed();
    expect([total, totalGroups]).toEqual([4, 4]);
    expect(groups.map((each) => [each.group, each.nodes, each.registered])).toEqual([
      ["Web/Tier 1", 3, true],
      ["Edge", 0, true],
      [null, 2, false],
      ["本番", 1, false],
    ]);
  });

  test("counts nodes by verdict and by what they wait for, and never those that left", async () => {
    const { groups } = await listed({ q: "WEB/" });
    expect(groups).toMatchObject([
      {
        nodes: 3,
        compliant: 1,
        nonCompliant: 2,
        unknown: 0,
        critical: 1,
        missing: 1,
        failed: 1,
        installedPendingReboot: 0,
      },
    ]);
  });

  test("says which baselines are registered, by their last version, and which the nodes used", async () => {
    const { groups } = await listed();
    const of = (group: string | null) => groups.find((each) => each.group === group)?.baselines;
    const linux = "AMAZON_LINUX_2023";
    expect(of("Web/Tier 1")).toEqual([
      {
        baselineId: own,
        name: `Name of ${own}`,
        operatingSystem: linux,
        nodes: 2,
        registered: true,
      },
      {
        baselineId: other,
        name: `Name of ${other}`,
        operatingSystem: linux,
        nodes: 1,
        registered: false,
      },
    ]);
    expect(of("Edge")).toMatchObject([{ baselineId: own, nodes: 0, registered: true }]);
    expect(of("本番")).toMatchObject([{ baselineId: own, nodes: 1, registered: false }]);
    expect(groups.some(({ group }) => group === "Old")).toBe(false);
  });

  test("is narrowed by registration, use and text, and the numbers around it say to what", async () => {
    const names = async (some: Partial<PatchGroupFilter>) =>
      (await listed(some)).groups.map(({ group }) => group);
    expect(await names({ registered: true, used: false })).toEqual(["Edge"]);
    expect(await names({ registered: false, used: true })).toEqual([null, "本番"]);
    expect(await names({ q: "本" })).toEqual(["本番"]);
    expect(await names({ q: "a\0b" })).toEqual([]);
    expect(await names({ sourceNos: [] })).toEqual([]);
    expect(await listed({ registered: true, used: false })).toMatchObject({
      total: 1,
      all: 4,
      registeredUnused: 1,
      usedUnregistered: 2,
    });
  });

  test("comes in pages that do not overlap, in any order", async () => {
    for (const column of ["group", "nodes", "missing"] as const) {
      const sort = [{ column, descending: true }];
      const whole = (await listed({}, { sort })).groups.map(({ group }) => group);
      const pages: Array<string | null> = [];
      for (const page of [1, 2, 3]) {
        pages.push(...(await listed({}, { sort, page, size: 2 })).groups.map((each) => each.group));
      }
      expect(pages).toEqual(whole);
    }
  });

  test("is one of each account and Region, and names those whose baselines nobody has read", async () => {
    const sourceNos = await saved();
    const both = await listPatchGroups(store().database, { ...everything, sourceNos }, first);
    expect(both.groups.filter(({ group }) => group === "Web/Tier 1")).toHaveLength(2);
    expect(both.unreadRegistrations).toEqual([sourceNos[1]]);
  });
});
