import { expect, test } from "vitest";
import { listChanges } from "@/lib/server/store/changes";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveNodeListings } from "@/lib/server/store/nodes";
import { saveSampleNodes, sampleId, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSourceRead, saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";
import { loadNodesOfSource } from "@/lib/server/store/nodes";

const firstReading = "2026-11-19T14:00:00.000Z";
const yesterday = "2026-11-20T14:00:00.000Z";
const today = "2026-11-21T10:00:00.000Z";
const later = "2026-11-21T12:00:00.000Z";

const counts = { missing: 1 };

const before: readonly SampleNode[] = [
  { id: "1", counts, patches: [{ kbId: "a.x86_64" }, { kbId: "b.x86_64" }] },
  { id: "2", counts, patches: [{ kbId: "a.x86_64" }] },
  { id: "3", counts, patches: [{ kbId: "a.x86_64" }, { kbId: "c.x86_64" }] },
  { id: "4", counts: {} },
];

const after: readonly SampleNode[] = [
  // `a` fixed, `b` failed, `n` new.
  { id: "1", counts, patches: [{ kbId: "b.x86_64", state: "Failed" }, { kbId: "n.x86_64" }] },
  // `a` fixed, `n` new.
  { id: "2", counts, patches: [{ kbId: "n.x86_64" }] },
  // `c` waits for a reboot.
  {
    id: "3",
    counts,
    patches: [{ kbId: "a.x86_64" }, { kbId: "c.x86_64", state: "InstalledPendingReboot" }],
  },
  // A node of today, with findings of its own.
  { id: "9", counts, patches: [{ kbId: "n.x86_64" }, { kbId: "o.x86_64" }] },
];

/** A source whose first reading came to its end on `wholeSince`; null: none ever did. */
async function newSource({ database, transaction }: Store, wholeSince: string | null) {
  await database.execute("delete from source");
  const [source] = await saveSources(database, [{ account: "111122223333", region: "us-east-1" }]);
  if (source === undefined) throw new Error("No source was stored.");
  const { sourceNo } = source;
  if (wholeSince !== null) {
    await transaction((tx) => saveSourceRead(tx, sourceNo, wholeSince, wholeSince));
    await database.execute(`update source set whole_since = '${wholeSince}'`);
  }
  return sourceNo;
}

async function changed(store: Store, wholeSince: string | null = firstReading) {
  const sourceNo = await newSource(store, wholeSince);
  await saveSampleNodes(store, sourceNo, before, firstReading);
  await saveSampleNodes(store, sourceNo, after.slice(0, 1), today);
  await saveSampleNodes(store, sourceNo, after.slice(1), later);
  const gone = (await loadNodesOfSource(store.database, sourceNo)).find(
    ({ instanceId }) => instanceId === sampleId("4"),
  );
  if (gone === undefined) throw new Error("no node");
  await store.transaction((tx) =>
    saveNodeListings(tx, new Map([[gone.nodeNo, "gone" as const]]), later),
  );
  return sourceNo;
}

describeOnEachEngine("What has changed since a moment", ({ store }) => {
  const changesOf = (sourceNo: number, since = yesterday, limit = 20) =>
    listChanges(store().database, { sourceNos: [sourceNo], since, limit });

  test("counts what was fixed, failed, is newly missing and waits for a reboot", async () => {
    const { since, findings } = await changesOf(await changed(store()));
    expect(since).toBe(yesterday);
    expect(findings).toEqual({
      fixed: { findings: 2, nodes: 2 },
      failed: { findings: 1, nodes: 1 },
      failedAgain: { findings: 0, nodes: 0 },
      newlyMissing: { findings: 2, nodes: 2 },
      pendingReboot: { findings: 1, nodes: 1 },
    });
  });

  test("names the patches, the worst first, each with its nodes", async () => {
    const { patches } = await changesOf(await changed(store()));
    const said = patches.map(({ change, kbId, nodes, at }) => [change, kbId, nodes, at]);
    // The oldest of them is the worst.
    expect(said.map(([change]) => change)).toEqual([
      "failed",
      "newlyMissing",
      "pendingReboot",
      "fixed",
    ]);
    expect(said).toEqual(
      expect.arrayContaining([
        ["fixed", "a.x86_64", 2, later],
        ["newlyMissing", "n.x86_64", 2, later],
        ["pendingReboot", "c.x86_64", 1, later],
        ["failed", "b.x86_64", 1, today],
      ]),
    );
    expect(said).toHaveLength(4);
    expect(patches[0]).toMatchObject({
      operatingSystem: "AMAZON_LINUX_2023",
      node: { instanceId: sampleId("1") },
    });
    expect((await changesOf(await changed(store()), yesterday, 1)).patches).toHaveLength(1);
  });

  test("names nodes that appeared and left, and not the findings of one that appeared", async () => {
    const changes = await changesOf(await changed(store()));
    expect(changes).toMatchObject({ nodesAppeared: 1, nodesLeft: 1 });
    expect(changes.appeared).toMatchObject([{ instanceId: sampleId("9"), at: later }]);
    expect(changes.left).toMatchObject([{ instanceId: sampleId("4"), listing: "gone", at: later }]);
    expect(changes.patches.map(({ kbId }) => kbId)).not.toContain("o.x86_64");
  });

  test("what had failed before has failed again", async () => {
    const sourceNo = await newSource(store(), firstReading);
    const inState = (state: string) => [
      { id: "1", counts, patches: [{ kbId: "a.x86_64", state }] },
    ];
    await saveSampleNodes(store(), sourceNo, inState("Failed"), firstReading);
    await saveSampleNodes(store(), sourceNo, inState("Missing"), yesterday);
    await saveSampleNodes(store(), sourceNo, inState("Failed"), later);
    const { findings, patches } = await changesOf(sourceNo);
    expect(findings).toMatchObject({ failed: { findings: 0 }, failedAgain: { findings: 1 } });
    expect(patches).toMatchObject([{ change: "failedAgain", kbId: "a.x86_64", nodes: 1 }]);
  });

  test("a node that comes back has not appeared", async () => {
    const sourceNo = await changed(store());
    await saveSampleNodes(store(), sourceNo, before.slice(3), "2026-11-21T13:00:00.000Z");
    expect(await changesOf(sourceNo)).toMatchObject({ nodesAppeared: 1, nodesLeft: 0 });
  });

  test("what the first reading of a source finds is no change", async () => {
    const noon = "2026-11-21T11:00:00.000Z";
    const sourceNo = await changed(store(), noon);
    const changes = await changesOf(sourceNo);
    expect(changes.since).toBe(noon);
    // What was saved before noon is how it was found.
    expect(changes.findings).toEqual({
      fixed: { findings: 1, nodes: 1 },
      failed: { findings: 0, nodes: 0 },
      failedAgain: { findings: 0, nodes: 0 },
      newlyMissing: { findings: 1, nodes: 1 },
      pendingReboot: { findings: 1, nodes: 1 },
    });
    expect(await changesOf(sourceNo, later)).toMatchObject({ patches: [], appeared: [], left: [] });
  });

  test("of a source that was never read to its end nothing can be said", async () => {
    const changes = await changesOf(await changed(store(), null));
    expect(changes).toMatchObject({ since: null, nodesAppeared: 0, nodesLeft: 0, patches: [] });
  });
});
