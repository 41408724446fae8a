import { expect, test } from "vitest";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import {
  everyFinding,
  loadFindingRows,
  type FindingRowsFilter,
} from "@/lib/server/store/finding-rows";
import { loadNodes } from "@/lib/server/store/nodes";
import { loadOpenFindings } from "@/lib/server/store/open-findings";
import { sampleId, saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";

const readAt = "2026-11-21T14:00:00.000Z";

const bounds = {
  today: "2026-12-08",
  deadlineDays: { critical: 14, high: 30, medium: 90, low: 90, unrated: 90 },
};

const nodes: readonly SampleNode[] = [
  {
    id: "1",
    patches: [
      { kbId: "zlib.x86_64", state: "Missing", severity: "Low", cveIds: ["CVE-2026-0001"] },
      { kbId: "bash.x86_64", state: "Missing", severity: "Critical" },
      { kbId: "bash.x86_64", state: "Failed", title: "bash-5.2", severity: "Critical" },
      { kbId: "tar.x86_64", state: "Installed" },
    ],
  },
  { id: "2", patches: [{ kbId: "zlib.x86_64", state: "InstalledPendingReboot" }] },
  { id: "3", patches: [] },
];

describeOnEachEngine("The findings of some nodes", ({ store }) => {
  async function saved(): Promise<readonly number[]> {
    await store().database.execute("delete from source");
    const [source] = await saveSources(store().database, [
      { account: "111122223333", region: "us-east-1" },
    ]);
    if (source === undefined) throw new Error("no source");
    await saveSampleNodes(store(), source.sourceNo, nodes, readAt);
    const ids = nodes.map(({ id }) => sampleId(id));
    const stored = await loadNodes(store().database, source.sourceNo, ids);
    return stored.toSorted((a, b) => (a.instanceId < b.instanceId ? -1 : 1)).map((n) => n.nodeNo);
  }

  const rowsUnder = async (filter: Partial<FindingRowsFilter>) => {
    const nodeNos = await saved();
    const rows = await loadFindingRows(
      store().database,
      nodeNos,
      { ...everyFinding, ...filter },
      bounds,
    );
    return rows.map(({ nodeNo, kbId, state }) => `${nodeNos.indexOf(nodeNo)} ${kbId} ${state}`);
  };

  test("are node by node, the worst first, and nothing that is no finding", async () => {
    expect(await rowsUnder({})).toEqual([
      "0 bash.x86_64 Failed",
      "0 bash.x86_64 Missing",
      "0 zlib.x86_64 Missing",
      "1 zlib.x86_64 InstalledPendingReboot",
    ]);
  });

  test("are narrowed by state, by the vendor's word, by patch and by CVE", async () => {
    expect(await rowsUnder({ states: ["Failed"] })).toEqual(["0 bash.x86_64 Failed"]);
    expect(await rowsUnder({ severities: ["low"] })).toEqual(["0 zlib.x86_64 Missing"]);
    const zlib = { operatingSystem: "AMAZON_LINUX_2023", kbId: "zlib.x86_64" } as const;
    expect(await rowsUnder({ patch: zlib })).toHaveLength(2);
    expect(await rowsUnder({ patch: { ...zlib, operatingSystem: "UBUNTU" } })).toEqual([]);
    expect(await rowsUnder({ cveId: "CVE-2026-0001" })).toEqual(["0 zlib.x86_64 Missing"]);
  });

  test("say by which day they are due, and are narrowed by how they stand to it", async () => {
    expect(await rowsUnder({ deadlines: ["overdue"] })).toEqual([
      "0 bash.x86_64 Failed",
      "0 bash.x86_64 Missing",
    ]);
    expect(await rowsUnder({ deadlines: ["inTime"] })).toEqual([
      "0 zlib.x86_64 Missing",
      "1 zlib.x86_64 InstalledPendingReboot",
    ]);
    const rows = await loadFindingRows(store().database, await saved(), everyFinding, bounds);
    expect(rows[0]?.dueOn).toBe("2026-12-05");
  });

  test("each say since when, as the node's own episodes do", async () => {
    const nodeNos = await saved();
    const [first = 0] = nodeNos;
    const rows = await loadFindingRows(store().database, nodeNos, everyFinding, bounds);
    expect(rows.map(({ firstSeen }) => firstSeen)).toEqual(rows.map(() => readAt));
    const { firstSeen, clocks } = await loadOpenFindings(store().database, first);
    expect([...firstSeen.keys()].toSorted()).toEqual(["bash.x86_64", "zlib.x86_64"]);
    expect(new Date(firstSeen.get("bash.x86_64") ?? "").toISOString()).toBe(readAt);
    expect([...clocks.keys()].toSorted()).toEqual(["bash.x86_64", "zlib.x86_64"]);
  });
});
