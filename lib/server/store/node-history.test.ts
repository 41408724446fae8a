import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findingStates } from "@/lib/domain/patch-state";
import { verdicts } from "@/lib/domain/verdict";
import { listComplianceDays, saveComplianceDay } from "@/lib/server/store/compliance-days";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { findingAsOf, listEventDays, listFindingEvents } from "@/lib/server/store/finding-history";
import {
  forgetOldHistory,
  listNodeHistory,
  loadNodeBefore,
  loadNodeNo,
} from "@/lib/server/store/node-history";
import { sampleId, saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

async function newSource(store: Store): Promise<number> {
  await store.database.execute("delete from source");
  const [source] = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
  ]);
  if (source === undefined) throw new Error("No source was stored.");
  return source.sourceNo;
}

const dayOf = (index: number) => `2026-10-${String(index + 1).padStart(2, "0")}`;
const endOf = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString();

/** Counted over the pasts of nodes and findings, which know nothing of the day's points. */
async function countAsOf({ database }: Store, sourceNo: number, day: string, group: string) {
  const before = sql`${endOf(day)}::timestamptz`;
  const node = sql`node as (
    select distinct on (node_no) node_no, node_history.listing, node_history.verdict, node_history.patch_group
    from node_history join managed_node using (node_no)
    where source_no = ${sourceNo} and since < ${before} order by node_no, since desc),
    kept as (select * from node where node.listing = 'listed' and node.patch_group = ${group})`;
  const nodes = await database.execute<{ verdict: string; count: number }>(
    sql`with ${node} select verdict, count(*)::int as count from kept group by 1`,
  );
  const findings = await database.execute<{ state: string; count: number }>(sql`
    with ${node} select state, count(*)::int as count from ${findingAsOf(before)} finding join kept using (node_no) group by 1`);
  const of = (words: readonly string[], rows: ReadonlyArray<{ count: number; word: string }>) =>
    Object.fromEntries(
      words.map((word) => [word, rows.find((row) => row.word === word)?.count ?? 0]),
    );
  return {
    nodesByVerdict: of(
      verdicts,
      nodes.rows.map(({ verdict, count }) => ({ word: verdict, count })),
    ),
    findingsByState: of(
      findingStates,
      findings.rows.map(({ state, count }) => ({ word: state, count })),
    ),
  };
}

/** What the readings of one day found of one node; null: it was not read on that day. */
const reading = fc.option(
  fc.record({
    listing: fc.constantFrom("listed" as const, "listed" as const, "stopped" as const),
    patchGroup: fc.constantFrom("web", "db"),
    isScanned: fc.boolean(),
    patches: fc.uniqueArray(
      fc.record({
        kbId: fc.constantFrom("a.x86_64", "b.x86_64", "c.x86_64"),
        state: fc.constantFrom("Missing", "Failed", "InstalledPendingReboot"),
      }),
      { selector: ({ kbId }) => kbId },
    ),
  }),
  { freq: 4 },
);
const days = fc.array(fc.array(reading, { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 6,
});

describeOnEachEngine("The history of nodes", ({ store }) => {
  test("a day's point equals a count over nodes and findings as of that day", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (read) => {
        const sourceNo = await newSource(store());
        for (const [index, nodes] of read.entries()) {
          const readAt = `${dayOf(index)}T09:00:00.000Z`;
          const samples = nodes.flatMap((each, id): SampleNode[] => {
            if (each === null) return [];
            const { patches, isScanned, ...node } = each;
            const of = (state: string) => patches.filter((patch) => patch.state === state).length;
            const counts = { missing: of("Missing"), failed: of("Failed") };
            const more = isScanned ? { counts, patches } : { counts: null };
            return [{ id: String(id + 1), ...node, ...more }];
          });
          await saveSampleNodes(store(), sourceNo, samples, readAt);
          await store().transaction((tx) => saveComplianceDay(tx, sourceNo, readAt));
        }
        for (const group of ["web", "db"]) {
          const points = await listComplianceDays(store().database, {
            sourceNos: [sourceNo],
            groups: [group],
            from: dayOf(0),
            to: dayOf(30),
          });
          for (const { day, nodesByVerdict, findingsByState } of points) {
            expect(await countAsOf(store(), sourceNo, day, group)).toEqual({
              nodesByVerdict,
              findingsByState,
            });
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  const at = (day: number, hour = 9) => `2026-10-0${day}T0${hour}:00:00.000Z`;
  const missing = { counts: { missing: 1 }, patches: [{ kbId: "a.x86_64" }] };
  const scanned = async (samples: ReadonlyArray<readonly [string, Partial<SampleNode>]>) => {
    const sourceNo = await newSource(store());
    for (const [readAt, sample] of samples) {
      await saveSampleNodes(store(), sourceNo, [{ id: "1", ...sample }], readAt);
    }
    const nodeNo = await loadNodeNo(store().database, sourceNo, sampleId("1"));
    if (nodeNo === null) throw new Error("No node was stored.");
    return { sourceNo, nodeNo };
  };

  test("scans that change nothing are one row, which says when the last of them ended", async () => {
    const { nodeNo } = await scanned([
      [at(1), missing],
      [at(2), missing],
      [at(3), missing],
      [at(4), { counts: {}, patches: [] }],
    ]);
    const [last, first, ...others] = await listNodeHistory(store().database, nodeNo);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      since: at(1),
      verdict: "nonCompliant",
      countsByState: { Missing: 1 },
      operationEndTime: at(1),
      lastOperationEndTime: at(3),
      operations: 3,
    });
    expect(last).toMatchObject({ since: at(4), verdict: "compliant", operations: 1 });
  });

  test("a node is told as it was, and not at all before its history", async () => {
    const { nodeNo } = await scanned([
      [at(2), missing],
      [at(4), { counts: {}, patches: [] }],
    ]);
    const before = (moment: string) => loadNodeBefore(store().database, nodeNo, moment);
    expect(await before(at(2))).toBeNull();
    expect(await before(at(3))).toMatchObject({ verdict: "nonCompliant" });
    expect(await before(at(5))).toMatchObject({ verdict: "compliant" });
  });

  test("each thing that happens to a finding is told on the day it was seen", async () => {
    const inState = (state: string) => ({ patches: [{ kbId: "a.x86_64", state }] });
    const { nodeNo } = await scanned([
      [at(1), inState("Missing")],
      [at(2), inState("Failed")],
      [at(3), inState("Missing")],
      [at(4), inState("Failed")],
      [at(5), { patches: [] }],
      [at(6), { patches: [] }],
      [at(7), inState("InstalledPendingReboot")],
      [at(8), { counts: null }],
    ]);
    const { database } = store();
    const all = { limit: 50, offset: 0 };
    const { days: told, total } = await listEventDays(database, nodeNo, all);
    const withEvents = ["08", "07", "05", "04", "03", "02", "01"].map((day) => `2026-10-${day}`);
    expect(told).toEqual(withEvents);
    expect(total).toBe(7);
    const next = await listEventDays(database, nodeNo, { limit: 2, offset: 1 });
    expect(next).toEqual({ days: withEvents.slice(1, 3), total: 7 });

    const range = { from: "2026-10-01", to: "2026-10-08" };
    const events = await listFindingEvents(database, nodeNo, range);
    expect(events.map(({ day, event, state }) => [day.slice(-2), event, state])).toEqual([
      ["08", "lost", "InstalledPendingReboot"],
      ["07", "appeared", "InstalledPendingReboot"],
      ["05", "fixed", "Failed"],
      ["04", "failedAgain", "Failed"],
      ["03", "changed", "Missing"],
      ["02", "failed", "Failed"],
      ["01", "appeared", "Missing"],
    ]);
    const one = { from: "2026-10-04", to: "2026-10-04" };
    expect(await listFindingEvents(database, nodeNo, one)).toHaveLength(1);
  });

  test("what is older than 400 days is forgotten, but for what the node still was then", async () => {
    const { sourceNo, nodeNo } = await scanned([
      [at(1), missing],
      [at(2), { counts: {}, patches: [] }],
      [at(3), missing],
    ]);
    const forget = (readAt: string) =>
      store().transaction((tx) => forgetOldHistory(tx, sourceNo, readAt));
    const since = async () =>
      (await listNodeHistory(store().database, nodeNo)).map((row) => row.since);
    await forget("2027-10-01T00:00:00.000Z");
    expect(await since()).toHaveLength(3);
    await forget("2027-11-07T00:00:00.000Z");
    expect(await since()).toEqual([at(3), at(2)]);
    await forget("2028-12-01T00:00:00.000Z");
    expect(await since()).toEqual([at(3)]);
    const { rows } = await store().database.execute(sql`select 1 from finding`);
    expect(rows).toHaveLength(1);
  });
});
