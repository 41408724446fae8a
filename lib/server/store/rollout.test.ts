import { expect, test } from "vitest";
import { saveComplianceDay } from "@/lib/server/store/compliance-days";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { listRolloutDays } from "@/lib/server/store/rollout";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";

const kbId = "openssl.x86_64";
const none = { InstalledRejected: 0, AvailableSecurityUpdate: 0 };

describeOnEachEngine("The rollout of a patch", ({ store }) => {
  test("counts each day's nodes by the state it was in, and those that are rid of it", async () => {
    const [source] = await saveSources(store().database, [
      { account: "111122223333", region: "us-east-1" },
    ]);
    if (source === undefined) throw new Error("No source was stored.");
    const { sourceNo } = source;
    const inState = (id: string, state: string | null): SampleNode => ({
      id,
      counts: { missing: 1 },
      patches: state === null ? [] : [{ kbId, state }, { kbId: "other.x86_64" }],
    });
    const readings: ReadonlyArray<readonly [string, readonly SampleNode[]]> = [
      ["2026-11-01", [inState("1", "Missing"), inState("2", "Missing"), inState("3", null)]],
      ["2026-11-02", [inState("1", "Failed"), inState("2", null)]],
      // Nobody read on the third.
      ["2026-11-04", [inState("1", "InstalledPendingReboot"), inState("2", "Missing")]],
      ["2026-11-05", [inState("1", null), inState("3", "Missing")]],
    ];
    for (const [day, samples] of readings) {
      const readAt = `${day}T08:00:00.000Z`;
      await saveSampleNodes(store(), sourceNo, samples, readAt);
      await store().transaction((tx) => saveComplianceDay(tx, sourceNo, readAt));
    }
    const asked = {
      operatingSystem: "AMAZON_LINUX_2023" as const,
      kbId,
      sourceNos: [sourceNo],
      from: "2026-10-01",
      to: "2026-11-30",
    };
    const days = await listRolloutDays(store().database, asked);
    const expected = [
      ["2026-11-01", { Missing: 2, Failed: 0, InstalledPendingReboot: 0 }, 0],
      ["2026-11-02", { Missing: 0, Failed: 1, InstalledPendingReboot: 0 }, 1],
      ["2026-11-04", { Missing: 1, Failed: 0, InstalledPendingReboot: 1 }, 0],
      ["2026-11-05", { Missing: 2, Failed: 0, InstalledPendingReboot: 0 }, 1],
    ] as const;
    expect(days).toEqual(
      expected.map(([day, states, nodesFixed]) => ({
        day,
        nodesByState: { ...states, ...none },
        nodesFixed,
      })),
    );
    // A node that left is none of the day's, and still one of those before.
    await saveSampleNodes(
      store(),
      sourceNo,
      [{ ...inState("3", "Missing"), listing: "stopped" }],
      "2026-11-05T09:00:00.000Z",
    );
    const left = await listRolloutDays(store().database, asked);
    expect(left.slice(0, 3)).toEqual(days.slice(0, 3));
    expect(left.at(-1)).toMatchObject({ nodesByState: { Missing: 1 }, nodesFixed: 1 });
    const other = await listRolloutDays(store().database, { ...asked, operatingSystem: "WINDOWS" });
    expect(
      other.every(({ nodesFixed, nodesByState }) => nodesFixed + nodesByState.Missing === 0),
    ).toBe(true);
  });
});
