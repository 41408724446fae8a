import { expect, test } from "vitest";
import { listNodesOfCve } from "@/lib/server/store/cves";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const readAt = "2026-11-21T14:00:00.000Z";
const cveId = "CVE-2026-1111";

const missing = { counts: { missing: 1 } };
const build = (version: string, ...cveIds: readonly string[]) => ({
  kbId: "bash.x86_64",
  title: `bash.x86_64:0:${version}`,
  cveIds,
});

const fleet: readonly SampleNode[] = [
  { id: "1", ...missing, patches: [build("5.1", cveId, "CVE-2026-2222")] },
  { id: "2", ...missing, patches: [{ ...build("5.1", cveId, "CVE-2026-2222"), state: "Failed" }] },
  // The same KB id, another build, which fixes something else.
  { id: "3", ...missing, patches: [build("5.2", "CVE-2026-3333")] },
  // SSM Agent has left the CVE ids out.
  { id: "4", ...missing, patches: [build("5.1")] },
  {
    id: "5",
    ...missing,
    patches: [build("5.1", "CVE-2026-2222")],
    rowsOf: "2026-11-01T00:00:00.000Z",
  },
  { id: "6", ...missing },
  { id: "7", counts: null },
  { id: "8", platform: ["Linux", "Ubuntu", "22.04"], ...missing, patches: [build("5.1")] },
  { id: "9", platform: ["Linux", "Haiku", "R1"], ...missing },
  { id: "10", patches: [] },
  { id: "11", listing: "stopped", ...missing, patches: [build("5.1", cveId)] },
];

async function saved(store: Store): Promise<readonly number[]> {
  await store.database.execute("delete from source");
  const sources = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
    { account: "444455556666", region: "us-east-1" },
  ]);
  for (const { sourceNo } of sources) await saveSampleNodes(store, sourceNo, fleet, readAt);
  return sources.map(({ sourceNo }) => sourceNo);
}

describeOnEachEngine("The nodes of a CVE", ({ store }) => {
  test("are those whose own rows name it, among the viewer's sources", async () => {
    const [sourceNo = 0] = await saved(store());
    const { patches, nodes, nodesTotal, nodesThatLeft } = await listNodesOfCve(
      store().database,
      [sourceNo],
      cveId,
    );
    expect(patches).toMatchObject([
      { kbId: "bash.x86_64", title: "bash.x86_64:0:5.1", missing: 1, failed: 1 },
    ]);
    const [patchNo] = patches.map((each) => each.patchNo);
    expect(nodes.map(({ node, rows }) => [node.instanceId, rows])).toEqual([
      ["i-00000000000000001", [{ patchNo, state: "Missing" }]],
      ["i-00000000000000002", [{ patchNo, state: "Failed" }]],
    ]);
    expect([nodesTotal, nodesThatLeft]).toEqual([2, 1]);
  });

  test("come in pages that do not overlap", async () => {
    const sourceNos = await saved(store());
    const part = async (page: number, size: number) => {
      const { nodes } = await listNodesOfCve(store().database, sourceNos, cveId, { page, size });
      return nodes.map(({ node }) => node.nodeNo);
    };
    const whole = await part(1, 5_000);
    expect(whole).toHaveLength(4);
    expect([...(await part(1, 3)), ...(await part(2, 3))]).toEqual(whole);
  });

  test("stand beside the nodes that the answer cannot speak of", async () => {
    const [sourceNo = 0] = await saved(store());
    const { coverage } = await listNodesOfCve(store().database, [sourceNo], cveId);
    // 1, 2, 3 and 10 report; 8 and 9 cannot; 4 to 7 are unknown.
    expect(coverage).toEqual({
      nodesReporting: 4,
      nodesThatCannotReport: 2,
      nodesUnknown: 4,
      cannotReportBySystem: [
        { operatingSystem: "UBUNTU", nodes: 1 },
        { operatingSystem: null, nodes: 1 },
      ],
      unknownByReason: { noResult: 1, notRead: 1, outdated: 1, differ: 0, cveIdsLeftOut: 1 },
      scannedBetween: { oldest: readAt, newest: readAt },
    });
  });

  test("are none, with the same coverage, where no row names it", async () => {
    const sourceNos = await saved(store());
    const answer = await listNodesOfCve(store().database, sourceNos, "CVE-1999-0001");
    expect(answer).toMatchObject({ patches: [], nodes: [], nodesTotal: 0, nodesThatLeft: 0 });
    expect(answer.coverage.nodesUnknown).toBe(8);
  });
});
