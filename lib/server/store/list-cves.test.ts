import { expect, test } from "vitest";
import { listNodesOfCve } from "@/lib/server/store/cves";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { listCves, type CvePage } from "@/lib/server/store/list-cves";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const readAt = "2026-11-21T14:00:00.000Z";
const counts = { missing: 1 };
const suse = ["Linux", "SLES", "15.6"] as const;

const bash = {
  kbId: "bash.x86_64",
  severity: "Important",
  cveIds: ["CVE-2026-9999", "CVE-2026-10000"],
};
const curl = { kbId: "curl.x86_64", severity: "Critical", cveIds: ["CVE-2026-9999"] };

const fleet: readonly SampleNode[] = [
  { id: "1", counts, patches: [bash, curl] },
  { id: "2", counts, patches: [{ ...bash, state: "Failed" }] },
  { id: "3", counts, platform: suse, patches: [{ ...bash, severity: "Low" }] },
  // Installed, and waiting for a restart: SSM names no CVE there, and if it did, none is open.
  { id: "4", counts, patches: [{ ...curl, state: "InstalledPendingReboot" }] },
  { id: "5", counts, listing: "stopped", patches: [curl] },
  { id: "6", counts, platform: ["Linux", "Ubuntu", "22.04"], patches: [] },
];

const everything = { severities: null, operatingSystems: null, q: "" };
const first: CvePage = { sort: [{ column: "nodes", descending: true }], page: 1, size: 50 };

async function saved(store: Store): Promise<readonly number[]> {
  await store.database.execute("delete from source");
  const sources = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
    { account: "444455556666", region: "us-east-1" },
  ]);
  for (const { sourceNo } of sources) await saveSampleNodes(store, sourceNo, fleet, readAt);
  return sources.map(({ sourceNo }) => sourceNo);
}

describeOnEachEngine("The list of CVEs", ({ store }) => {
  test("has each with its nodes, its patches and the worst that a vendor says of it", async () => {
    const [sourceNo = 0] = await saved(store());
    const listed = await listCves(
      store().database,
      { ...everything, sourceNos: [sourceNo] },
      first,
    );
    expect(listed).toMatchObject({
      total: 2,
      totalCves: 2,
      cves: [
        {
          cveId: "CVE-2026-9999",
          severity: "Critical",
          operatingSystem: "AMAZON_LINUX_2023",
          nodes: 3,
          patches: 3,
          kbIds: ["bash.x86_64", "curl.x86_64"],
          firstSeen: readAt,
        },
        { cveId: "CVE-2026-10000", severity: "Important", nodes: 3, patches: 2 },
      ],
      coverage: { nodesReporting: 4, nodesThatCannotReport: 1, nodesUnknown: 0 },
    });
  });

  test("counts as many nodes as the page of the CVE lists", async () => {
    const sourceNos = await saved(store());
    const { cves } = await listCves(store().database, { ...everything, sourceNos }, first);
    expect(cves).toHaveLength(2);
    for (const { cveId, nodes } of cves) {
      expect(await listNodesOfCve(store().database, sourceNos, cveId)).toMatchObject({
        nodesTotal: nodes,
      });
    }
  });

  test("is narrowed by severity, system and text; a facet counts what its value leads to", async () => {
    const sourceNos = await saved(store());
    const ask = (filter: object, page = first) =>
      listCves(store().database, { ...everything, sourceNos, ...filter }, page);
    expect(await ask({ severities: ["important"] })).toMatchObject({ total: 1, totalCves: 2 });
    expect(await ask({ q: "CURL" })).toMatchObject({ total: 1 });
    expect(await ask({ q: "cve-2026-1" })).toMatchObject({ total: 1 });
    const { facets } = await ask({ severities: ["critical"] });
    expect(facets).toContainEqual({ what: "operatingSystem", value: "SUSE", count: 1 });
    expect(facets).toContainEqual({ what: "severity", value: "Important", count: 1 });
    expect(await ask({ operatingSystems: ["SUSE"] })).toMatchObject({ total: 2 });
    expect(await ask({ operatingSystems: ["UBUNTU"] })).toMatchObject({ total: 0 });
  });

  test("sorts CVE ids by their numbers", async () => {
    const sourceNos = await saved(store());
    const { cves } = await listCves(
      store().database,
      { ...everything, sourceNos },
      {
        ...first,
        sort: [{ column: "cve", descending: false }],
      },
    );
    expect(cves.map(({ cveId }) => cveId)).toEqual(["CVE-2026-9999", "CVE-2026-10000"]);
  });
});
