import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Patch } from "@/lib/domain/patch";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { foreseeOpenFindings, loadOpenFindings } from "@/lib/server/store/open-findings";
import { saveReleases } from "@/lib/server/store/patch-releases";
import { saveSampleNodes } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const windows = ["Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348"] as const;

async function newNode(store: Store) {
  const { database } = store;
  await database.execute("delete from source");
  await database.execute("delete from patch_release");
  await saveReleases(
    database,
    new Map([
      ["KB1", "2026-10-13T17:00:00.000Z"],
      ["KB2", null],
    ]),
    "2026-10-14T00:00:00.000Z",
  );
  const [source] = await saveSources(database, [{ account: "111122223333", region: "us-east-1" }]);
  const sourceNo = source?.sourceNo ?? 0;
  const read = (at: string, patches: readonly Patch[]) =>
    saveSampleNodes(store, sourceNo, [{ id: "1", platform: windows, counts: {}, patches }], at);
  await read("2026-10-01T10:00:00.000Z", []);
  const [node] = await loadNodesOfSource(database, sourceNo);
  return { nodeNo: node?.nodeNo ?? 0, read };
}

const row: fc.Arbitrary<Patch> = fc.record({
  kbId: fc.constantFrom("KB1", "KB2", "KB3"),
  title: fc.constantFrom("a", "b"),
  classification: fc.constant("SecurityUpdates"),
  severity: fc.constantFrom("Critical", "Important", null),
  state: fc.constantFrom<Patch["state"]>(
    "Missing",
    "Failed",
    "InstalledPendingReboot",
    "AvailableSecurityUpdate",
    "Installed",
  ),
  installedTime: fc.constant(null),
  cveIds: fc.constant([]),
});

describeOnEachEngine("The open findings of a node", ({ store }) => {
  test("are foreseen as they are once they are stored, whatever was known before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { maxLength: 6 }), { minLength: 2, maxLength: 4 }),
        async (readings) => {
          const { nodeNo, read } = await newNode(store());
          for (const [at, patches] of readings.entries()) {
            const readAt = `2026-11-0${at + 1}T10:00:00.000Z`;
            const { database } = store();
            const just = { nodeNo, operatingSystem: "WINDOWS", readAt, patches } as const;
            const foreseen = await foreseeOpenFindings(database, just);
            await read(readAt, patches);
            expect(foreseen).toEqual(await loadOpenFindings(database, nodeNo));
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
