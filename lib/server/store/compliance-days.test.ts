import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  listComplianceDays,
  saveComplianceDay,
  type ComplianceDay,
} from "@/lib/server/store/compliance-days";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveNodeFailures } from "@/lib/server/store/nodes";
import { saveSampleNodes, sampleId, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const readAt = "2026-11-21T14:00:00.000Z";
const nextDay = "2026-11-22T02:00:00.000Z";

const fleet: readonly SampleNode[] = [
  {
    id: "1",
    patchGroup: "web",
    counts: { missing: 2, failed: 1 },
    patches: [
      { kbId: "a.x86_64" },
      { kbId: "b.x86_64" },
      { kbId: "c.x86_64", state: "Failed" },
      { kbId: "d.x86_64", state: "Installed" },
    ],
  },
  { id: "2", counts: { missing: 1 }, patches: [{ kbId: "a.x86_64" }] },
  { id: "3", patchGroup: "web", counts: {} },
  { id: "4", counts: null },
  { id: "5", listing: "stopped", patchGroup: "old", counts: { missing: 7 }, patches: [{}] },
];

async function newSource(store: Store, samples: readonly SampleNode[] = fleet): Promise<number> {
  await store.database.execute("delete from source");
  const [source] = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
  ]);
  if (source === undefined) throw new Error("No source was stored.");
  await saveSampleNodes(store, source.sourceNo, samples, readAt);
  return source.sourceNo;
}

const save = (store: Store, sourceNo: number, at: string) =>
  store.transaction((transaction) => saveComplianceDay(transaction, sourceNo, at));

const list = (
  store: Store,
  sourceNo: number,
  more: Partial<Parameters<typeof listComplianceDays>[1]> = {},
) =>
  listComplianceDays(store.database, {
    sourceNos: [sourceNo],
    groups: null,
    from: "2026-11-01",
    to: "2026-12-31",
    ...more,
  });

/** Counted anew, in other words: the nodes as they stand, and the episodes that were open at a moment. */
async function counted({ database }: Store, sourceNo: number, at: string) {
  const nodes = await database.execute<{ verdict: string; nodes: number; read: number }>(sql`
    select verdict, count(*)::int as nodes, count(*) filter (where failure_code is null)::int as read
    from managed_node where source_no = ${sourceNo} and listing = 'listed' group by 1`);
  const findings = await database.execute<{ state: string; findings: number }>(sql`
    select finding.state, count(*)::int as findings from finding join managed_node using (node_no)
    where source_no = ${sourceNo} and listing = 'listed' and first_seen <= ${at}
      and (resolved_at is null or resolved_at > ${at}) group by 1`);
  const of = (verdict: string) => nodes.rows.find((row) => row.verdict === verdict)?.nodes ?? 0;
  const inState = (state: string) =>
    findings.rows.find((row) => row.state === state)?.findings ?? 0;
  return {
    nodesByVerdict: {
      compliant: of("compliant"),
      nonCompliant: of("nonCompliant"),
      unknown: of("unknown"),
    },
    nodesKnown: nodes.rows.reduce((sum, row) => sum + row.nodes, 0),
    nodesRead: nodes.rows.reduce((sum, row) => sum + row.read, 0),
    findingsByState: {
      Failed: inState("Failed"),
      Missing: inState("Missing"),
      InstalledPendingReboot: inState("InstalledPendingReboot"),
      InstalledRejected: inState("InstalledRejected"),
      AvailableSecurityUpdate: inState("AvailableSecurityUpdate"),
    },
  };
}

describeOnEachEngine("The days of a source", ({ store }) => {
  test("a day's point is what the nodes and findings count to at that moment", async () => {
    const sourceNo = await newSource(store());
    await save(store(), sourceNo, readAt);
    const first = await counted(store(), sourceNo, readAt);
    expect(first.nodesByVerdict).toEqual({ compliant: 1, nonCompliant: 2, unknown: 1 });
    expect(first.findingsByState).toMatchObject({ Failed: 1, Missing: 3 });
    expect(await list(store(), sourceNo)).toEqual([{ sourceNo, day: "2026-11-21", ...first }]);

    // The next day one patch is installed, and one node cannot be read.
    const [web, ...others] = fleet;
    if (web === undefined) throw new Error("no node");
    const patched = { ...web, counts: { missing: 2 }, patches: (web.patches ?? []).slice(0, 2) };
    await saveSampleNodes(store(), sourceNo, [patched, ...others], nextDay);
    await store().transaction((transaction) =>
      saveNodeFailures(transaction, sourceNo, [
        { instanceId: sampleId("4"), code: "awsTimeout", detail: "AWS did not answer." },
      ]),
    );
    await save(store(), sourceNo, nextDay);
    const second = await counted(store(), sourceNo, nextDay);
    expect(second).toMatchObject({ nodesKnown: 4, nodesRead: 3, findingsByState: { Failed: 0 } });
    expect(await list(store(), sourceNo)).toEqual([
      { sourceNo, day: "2026-11-21", ...first },
      { sourceNo, day: "2026-11-22", ...second },
    ]);
    // The episodes still say what the first day was.
    expect((await counted(store(), sourceNo, readAt)).findingsByState.Missing).toBe(3);
  });

  test("the last whole reading of a day wins, and a group that has gone leaves the day", async () => {
    const sourceNo = await newSource(store());
    await save(store(), sourceNo, readAt);
    const later = "2026-11-21T23:59:00.000Z";
    const moved = fleet.map((node) => ({ ...node, patchGroup: "db", counts: {}, patches: [] }));
    await saveSampleNodes(store(), sourceNo, moved, later);
    await save(store(), sourceNo, later);
    const days = await list(store(), sourceNo);
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({
      day: "2026-11-21",
      ...(await counted(store(), sourceNo, later)),
    });
    expect(await list(store(), sourceNo, { groups: ["web"] })).toEqual([]);
    expect(await list(store(), sourceNo, { groups: ["db"] })).toMatchObject([{ nodesKnown: 4 }]);
  });

  test("groups add up to the source; no group is one of them", async () => {
    const sourceNo = await newSource(store());
    await save(store(), sourceNo, readAt);
    const known = async (groups: ReadonlyArray<string | null>) =>
      (await list(store(), sourceNo, { groups })).map(({ nodesKnown }) => nodesKnown);
    expect(await known(["web"])).toEqual([2]);
    expect(await known([null])).toEqual([2]);
    expect(await known(["web", null])).toEqual([4]);
    expect(await known(["old"])).toEqual([]);
  });

  test("a day on which a source had no node is a day of zeros, and no gap", async () => {
    const sourceNo = await newSource(store(), []);
    await save(store(), sourceNo, readAt);
    const [day] = await list(store(), sourceNo);
    expect(day).toMatchObject({ nodesKnown: 0, nodesRead: 0 });
  });

  test("a range begins with what was known before it, and days are kept for 400", async () => {
    const sourceNo = await newSource(store());
    for (const day of ["2025-01-01", "2026-09-01", "2026-10-01", "2026-11-21"]) {
      await save(store(), sourceNo, `${day}T08:00:00.000Z`);
    }
    const days = (points: readonly ComplianceDay[]) => points.map(({ day }) => day);
    expect(days(await list(store(), sourceNo))).toEqual(["2026-10-01", "2026-11-21"]);
    expect(days(await list(store(), sourceNo, { from: "2024-01-01" }))).toEqual([
      "2026-09-01",
      "2026-10-01",
      "2026-11-21",
    ]);
    expect(await list(store(), sourceNo, { sourceNos: [] })).toEqual([]);
  });
});
