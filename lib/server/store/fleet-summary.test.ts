import { expect, test } from "vitest";
import { defaultDeadlineDays } from "@/lib/domain/deadline";
import { loadAlikeNodes } from "@/lib/server/store/alike-nodes";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { summariseFleet } from "@/lib/server/store/fleet-summary";
import type { NodeFilter } from "@/lib/server/store/node-filter";
import { loadPartFindings } from "@/lib/server/store/part-findings";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const readAt = "2026-11-21T14:00:00.000Z";
const longAgo = "2026-10-01T00:00:00.000Z";

function everything(sourceNos: readonly number[]): NodeFilter {
  return {
    verdicts: null,
    freshnesses: null,
    deadlines: null,
    states: null,
    severities: null,
    operatingSystems: null,
    platforms: null,
    groups: null,
    baselines: null,
    agents: null,
    accounts: null,
    regions: null,
    q: "",
    sourceNos,
    freshSince: "2026-11-20T14:00:00.000Z",
    ageingSince: "2026-11-14T14:00:00.000Z",
    today: "2026-11-21",
    deadlineDays: defaultDeadlineDays,
  };
}

const ubuntu = ["Linux", "Ubuntu", "22.04"] as const;

const fleet: readonly SampleNode[] = [
  {
    id: "1",
    patchGroup: "web",
    baselineId: "pb-0123456789abcdef0",
    counts: { missing: 2, failed: 1 },
    patches: [
      { kbId: "a.x86_64", severity: "Critical" },
      { kbId: "b.x86_64", severity: "Critical" },
      { kbId: "c.x86_64", severity: null, state: "Failed" },
      { kbId: "d.x86_64", severity: "Critical", state: "Installed" },
    ],
  },
  {
    id: "2",
    platform: ubuntu,
    counts: { missing: 1, failed: null },
    operationEndTime: longAgo,
    // A package's priority, which is no severity.
    patches: [{ kbId: "e.amd64", severity: "important" }],
  },
  { id: "3", patchGroup: "web", counts: {} },
  { id: "4", counts: null },
  { id: "5", listing: "stopped", counts: { missing: 7 }, patches: [{ severity: "Critical" }] },
  { id: "6", listing: "gone", counts: null },
];

async function saved(store: Store): Promise<number> {
  await store.database.execute("delete from source");
  const [source] = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
  ]);
  if (source === undefined) throw new Error("No source was stored.");
  await saveSampleNodes(store, source.sourceNo, fleet, readAt);
  return source.sourceNo;
}

async function summarised({ database }: Store, filter: NodeFilter) {
  const nodes = await loadAlikeNodes(database, filter);
  return summariseFleet(nodes, await loadPartFindings(database, filter), filter);
}

describeOnEachEngine("The summary of a fleet", ({ store }) => {
  test("counts listed nodes, and beside them those that have left", async () => {
    const sourceNo = await saved(store());
    const summary = await summarised(store(), everything([sourceNo]));
    expect(summary.nodes).toEqual({
      total: 4,
      nonCompliant: 2,
      unknown: 1,
      compliant: 1,
      stale: 1,
      stopped: 1,
      gone: 1,
      notListed: 0,
    });
    expect(summary.byFreshness).toEqual({ fresh: 2, ageing: 0, stale: 1, never: 1 });
    expect(summary.bySource).toEqual([
      { sourceNo, total: 4, nonCompliant: 2, unknown: 1, compliant: 1 },
    ]);
    expect(summary.byPatchGroup).toContainEqual({
      patchGroup: "web",
      total: 2,
      nonCompliant: 1,
      unknown: 0,
      compliant: 1,
    });
    expect(summary.byOperatingSystem.map((each) => [each.operatingSystem, each.total])).toEqual(
      expect.arrayContaining([
        ["AMAZON_LINUX_2023", 3],
        ["UBUNTU", 1],
      ]),
    );
  });

  test("says how many nodes report a counter: what none reports is no zero", async () => {
    const sourceNo = await saved(store());
    const { findingsByState } = await summarised(store(), everything([sourceNo]));
    expect(findingsByState).toEqual([
      { state: "Failed", patches: 1, nodes: 1, nodesReporting: 2 },
      { state: "Missing", patches: 3, nodes: 2, nodesReporting: 3 },
      { state: "InstalledPendingReboot", patches: 0, nodes: 0, nodesReporting: 3 },
      { state: "InstalledRejected", patches: 0, nodes: 0, nodesReporting: 3 },
      { state: "AvailableSecurityUpdate", patches: null, nodes: 0, nodesReporting: 0 },
    ]);
  });

  test("Pitfall 4, Critical, Security and Other are no partition: ranks findings by the vendor's word, and says of how many nodes they were read", async () => {
    const sourceNo = await saved(store());
    const { findingsBySeverity, rows } = await summarised(store(), everything([sourceNo]));
    const critical = { state: "Missing", rank: "critical", severity: "Critical" };
    const priority = { state: "Missing", rank: "unrated", severity: "important" };
    expect(findingsBySeverity).toHaveLength(3);
    expect(findingsBySeverity).toEqual(
      expect.arrayContaining([
        { ...critical, patches: 2, nodes: 1 },
        { ...priority, patches: 1, nodes: 1 },
        { state: "Failed", rank: "unrated", severity: null, patches: 1, nodes: 1 },
      ]),
    );
    expect(rows).toEqual({ nodesRead: 2, nodesWithResults: 3 });
  });

  test("counts the findings that are overdue and due soon, of the part that is asked for", async () => {
    const sourceNo = await saved(store());
    const dueOf = async (today: string, asked: Partial<NodeFilter> = {}) => {
      const filter = { ...everything([sourceNo]), ...asked, today };
      const { deadlines } = await summarised(store(), filter);
      return Object.fromEntries(deadlines.map(({ deadline, findings }) => [deadline, findings]));
    };
    const others = { inTime: null, none: null, unknown: null };
    // First seen on 21 November: the two critical ones are due a fortnight later, the two others after ninety days.
    expect(await dueOf("2026-11-27")).toEqual({ ...others, overdue: 0, dueSoon: 0 });
    expect(await dueOf("2026-11-28")).toEqual({ ...others, overdue: 0, dueSoon: 2 });
    expect(await dueOf("2026-12-06")).toEqual({ ...others, overdue: 2, dueSoon: 0 });
    expect(await dueOf("2027-02-19")).toEqual({ ...others, overdue: 2, dueSoon: 2 });
    const ubuntuOnly = { operatingSystems: ["UBUNTU"] as const };
    expect(await dueOf("2027-02-19", ubuntuOnly)).toEqual({ ...others, overdue: 0, dueSoon: 1 });
  });

  test("follows the rows that are read next, and forgets those that SSM no longer has", async () => {
    const sourceNo = await saved(store());
    const [first] = fleet;
    if (first === undefined) throw new Error("no node");
    const severities = async () => {
      const { findingsBySeverity } = await summarised(store(), {
        ...everything([sourceNo]),
        operatingSystems: ["AMAZON_LINUX_2023"],
      });
      return findingsBySeverity.map(({ severity, patches }) => [severity, patches]);
    };
    const later = "2026-11-21T15:00:00.000Z";
    await saveSampleNodes(
      store(),
      sourceNo,
      [{ ...first, patches: [{ severity: "Critical" }] }],
      later,
    );
    expect(await severities()).toEqual([["Critical", 1]]);
    await saveSampleNodes(store(), sourceNo, [{ ...first, counts: null }], later);
    expect(await severities()).toEqual([]);
  });

  test("Pitfall 1, unknown counted as good: of no source is zero nodes, and no sum of anything", async () => {
    const summary = await summarised(store(), everything([]));
    expect(summary.nodes.total).toBe(0);
    expect(summary.findingsByState.map(({ patches }) => patches)).toEqual(Array(5).fill(null));
  });
});
