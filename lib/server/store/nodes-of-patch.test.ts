import { expect, test } from "vitest";
import { deadlineOf, defaultDeadlineDays, patchDeadlines } from "@/lib/domain/deadline";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { listPatches } from "@/lib/server/store/list-patches";
import type { PatchNodesPage } from "@/lib/server/store/affected-nodes";
import { loadPatch } from "@/lib/server/store/nodes-of-patch";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const readAt = "2026-11-21T14:00:00.000Z";

const counts = { missing: 1 };
const kbId = "libxml2.x86_64";
const build = (title: string, more: object = {}) => ({ kbId, title, ...more });

const fleet: readonly SampleNode[] = [
  { id: "1", counts, patches: [build("2.9", { severity: "Critical", cveIds: ["CVE-2026-1001"] })] },
  { id: "2", counts, patches: [build("2.10"), build("2.9", { state: "Failed" })] },
  { id: "3", counts, patches: [build("2.10", { state: "InstalledPendingReboot" })] },
  { id: "4", counts, patches: [build("2.10", { state: "Installed" })] },
  { id: "5", counts, platform: ["Linux", "Ubuntu", "22.04"], patches: [build("2.10")] },
  { id: "6", counts, listing: "stopped", patches: [build("2.10")] },
  { id: "7", counts: null },
];

const first: PatchNodesPage = { sort: [], page: 1, size: 50 };
const everyNode = { states: null, deadlines: null, q: "" };
// On which the one critical finding is overdue, and what nobody rated is not.
const bounds = { today: "2026-12-06", deadlineDays: defaultDeadlineDays };

async function saved(store: Store): Promise<readonly number[]> {
  await store.database.execute("delete from source");
  const sources = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
    { account: "444455556666", region: "us-east-1" },
  ]);
  for (const { sourceNo } of sources) await saveSampleNodes(store, sourceNo, fleet, readAt);
  return sources.map(({ sourceNo }) => sourceNo);
}

describeOnEachEngine("One patch", ({ store }) => {
  const key = (sourceNos: readonly number[]) =>
    ({
      sourceNos,
      visibleSourceNos: sourceNos,
      operatingSystem: "AMAZON_LINUX_2023",
      kbId,
      ...bounds,
    }) as const;

  test("Pitfall 8, identity: has the nodes whose own rows of it are findings, with all of those rows", async () => {
    const [sourceNo = 0] = await saved(store());
    const { database } = store();
    const found = await loadPatch(database, key([sourceNo]), everyNode, {
      ...first,
      sort: [{ column: "state", descending: false }],
    });
    expect(found?.items.map(({ node, rows }) => [node.instanceId.slice(-1), rows])).toEqual([
      [
        "2",
        [
          { state: "Failed", title: "2.9" },
          { state: "Missing", title: "2.10" },
        ],
      ],
      ["1", [{ state: "Missing", title: "2.9" }]],
      ["3", [{ state: "InstalledPendingReboot", title: "2.10" }]],
    ]);
    expect(found).toMatchObject({
      total: 3,
      nodes: { Missing: 2, Failed: 1, InstalledPendingReboot: 1 },
      nodesLacking: 2,
      nodesAffected: 3,
      nodesOfSystem: 4,
      cveIds: ["CVE-2026-1001"],
      firstSeen: readAt,
      rows: { nodes: 6, nodesRead: 5, nodesWithoutResult: 1 },
    });
    // The one its vendor calls worst first.
    const [worst, ...others] = found?.builds ?? [];
    expect(worst).toMatchObject({ title: "2.9", severity: "Critical", nodesAffected: 1 });
    expect(new Map(others.map(({ title, nodesAffected }) => [title, nodesAffected]))).toEqual(
      new Map([
        ["2.9", 1],
        ["2.10", 2],
      ]),
    );
  });

  test("says the same numbers as its row of the list", async () => {
    const sourceNos = await saved(store());
    const { database } = store();
    const { patches } = await listPatches(
      database,
      {
        sourceNos,
        states: null,
        severities: null,
        classifications: null,
        operatingSystems: null,
        deadlines: null,
        q: "",
        ...bounds,
      },
      { sort: [], page: 1, size: 50 },
    );
    expect(patches).toHaveLength(2);
    for (const { operatingSystem, nodes, nodesLacking, nodesAffected, nodesOfSystem } of patches) {
      const same = { nodes, nodesLacking, nodesAffected, nodesOfSystem, total: nodesAffected };
      const at = { ...key(sourceNos), operatingSystem };
      expect(await loadPatch(database, at, everyNode, first)).toMatchObject(same);
    }
  });

  test("is overdue, due soon or later on as many nodes as are listed so", async () => {
    const sourceNos = await saved(store());
    const { database } = store();
    const whole = await loadPatch(database, key(sourceNos), everyNode, first);
    expect(whole?.deadlines).toEqual({ overdue: 2, dueSoon: 0, inTime: 4, none: 0 });
    for (const deadline of patchDeadlines) {
      const filter = { ...everyNode, deadlines: [deadline] };
      const listed = await loadPatch(database, key(sourceNos), filter, first);
      expect([deadline, listed?.total]).toEqual([deadline, whole?.deadlines[deadline]]);
      for (const { dueOn } of listed?.items ?? [])
        expect(deadlineOf(dueOn, bounds.today)).toBe(deadline);
    }
    const byDue: PatchNodesPage = { ...first, sort: [{ column: "deadline", descending: false }] };
    const [soonest] = (await loadPatch(database, key(sourceNos), everyNode, byDue))?.items ?? [];
    expect(soonest).toMatchObject({
      dueOn: "2026-12-05",
      clock: "firstSeen",
      clockDay: "2026-11-21",
    });
  });

  test("is narrowed by state and text, and comes in pages that do not overlap", async () => {
    const sourceNos = await saved(store());
    const { database } = store();
    const missing = { ...everyNode, states: ["Missing" as const] };
    const whole = await loadPatch(database, key(sourceNos), missing, first);
    expect(whole).toMatchObject({ total: 4, nodesAffected: 6 });
    const part = async (page: number) =>
      (await loadPatch(database, key(sourceNos), missing, { ...first, page, size: 3 }))?.items;
    expect([...((await part(1)) ?? []), ...((await part(2)) ?? [])]).toEqual(whole?.items);
    expect(
      await loadPatch(database, key(sourceNos), { ...everyNode, q: "00000002" }, first),
    ).toMatchObject({ total: 2 });
    expect(await loadPatch(database, key(sourceNos), missing, { ...first, page: 9 })).toMatchObject(
      { total: 4, items: [] },
    );
  });

  test("is unknown where none of the viewer's nodes ever had a row of it", async () => {
    const sourceNos = await saved(store());
    const { database } = store();
    const none = [
      { ...key(sourceNos), kbId: "nothing.x86_64" },
      { ...key(sourceNos), operatingSystem: "SUSE" as const },
      key([]),
      { ...key(sourceNos), kbId: "a\0b" },
    ];
    for (const at of none) expect(await loadPatch(database, at, everyNode, first)).toBeNull();
  });
});
