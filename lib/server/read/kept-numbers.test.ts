import { expect, test } from "vitest";
import { everyNode } from "@/lib/api/nodes-query";
import { defaultDeadlineDays } from "@/lib/domain/deadline";
import { KeptNumbers } from "@/lib/server/read/kept-numbers";
import { nodeBounds } from "@/lib/server/read/node-list-from-store";
import { countNodes } from "@/lib/server/store/count-nodes";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { saveSources, touchSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const readAt = "2026-11-21T14:00:00.000Z";
const minuteMs = 60_000;
const days = { freshnessDays: { fresh: 1, ageing: 7 }, deadlineDays: defaultDeadlineDays };

const fleet: readonly SampleNode[] = [
  { id: "1", operationEndTime: "2026-11-21T13:00:00.000Z" },
  {
    id: "2",
    operationEndTime: "2026-11-20T14:01:00.000Z",
    counts: { missing: 1 },
    patches: [{ severity: "Critical" }],
  },
];

async function savedSource(store: Store): Promise<number> {
  await store.database.execute("delete from source");
  const [source] = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
  ]);
  if (source === undefined) throw new Error("No source was stored.");
  await saveSampleNodes(store, source.sourceNo, fleet, readAt);
  return source.sourceNo;
}

const filterOf = (sourceNo: number, nowMs: number) => ({
  ...everyNode,
  sourceNos: [sourceNo],
  ...nodeBounds(nowMs, days),
});

describeOnEachEngine("The numbers that are kept", ({ store }) => {
  const numbers = new KeptNumbers();
  const counted = (sourceNo: number, nowMs: number) => {
    const filter = filterOf(sourceNo, nowMs);
    return inSnapshot(store().database, async (snapshot) =>
      countNodes(await numbers.countedNodes(snapshot, filter), filter),
    );
  };
  const nowMs = Date.parse(readAt);

  test("are counted once for all who ask while nothing changes", async () => {
    const sourceNo = await savedSource(store());
    const filter = filterOf(sourceNo, nowMs);
    const ask = () =>
      inSnapshot(store().database, async (snapshot) => [
        await numbers.nodes(snapshot, filter),
        await numbers.findings(snapshot, filter),
        await numbers.cveCoverage(snapshot, [sourceNo]),
      ]);
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    expect(first[0]).toHaveLength(2);
    for (const other of [...others, await ask()]) {
      for (const [at, kept] of first.entries()) expect(other[at]).toBe(kept);
    }
  });

  test("are counted anew when something that is stored has changed", async () => {
    const sourceNo = await savedSource(store());
    expect((await counted(sourceNo, nowMs)).total).toBe(2);
    await saveSampleNodes(store(), sourceNo, [{ id: "3" }], readAt);
    await store().transaction((transaction) => touchSources(transaction, [sourceNo]));
    expect((await counted(sourceNo, nowMs)).total).toBe(3);
  });

  test("are counted anew when a node ages and when a day ends", async () => {
    const sourceNo = await savedSource(store());
    const fresh = async (atMs: number) =>
      (await counted(sourceNo, atMs)).facets.freshness.find(({ value }) => value === "fresh")
        ?.count;
    expect(await fresh(nowMs)).toBe(2);
    expect(await fresh(nowMs + 2 * minuteMs)).toBe(1);
    const overdue = async (atMs: number) => (await counted(sourceNo, atMs)).byQuickView.overdue;
    const lastDay = Date.parse("2026-12-05T23:59:00.000Z");
    expect(await overdue(lastDay)).toBe(0);
    expect(await overdue(lastDay + minuteMs)).toBe(1);
  });

  test("say what only some of the nodes are asked beside what all of them are", async () => {
    const sourceNo = await savedSource(store());
    const filter = { ...filterOf(sourceNo, nowMs), severities: ["critical"] };
    const counts = await inSnapshot(store().database, async (snapshot) =>
      countNodes(await numbers.countedNodes(snapshot, filter), filter),
    );
    expect(counts).toMatchObject({ total: 1, totalManaged: 2 });
  });
});
