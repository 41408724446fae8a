import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  paginateDescribeInstancePatches,
  SSMClient,
  type InstancePatchState,
  type PatchComplianceData,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SpecialNodeName } from "@/lib/emulator/fleet/special-node-names";
import type { SpecialNodes } from "@/lib/emulator/fleet/special-nodes";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };

let emulator: Emulator;
let ssm: SSMClient;
let nodes: SpecialNodes;

beforeAll(async () => {
  emulator = await startEmulator({
    now: "2026-11-21T14:00:00.000Z",
    nodes: { "us-east-1": 480, "eu-west-1": 120 },
  });
  nodes = await emulator.control.specialNodes();
  ssm = new SSMClient({ endpoint: emulator.url, region: "us-east-1", credentials });
});

afterAll(() => emulator.close());

/** A row as it really comes: the SDK's own union of states is spelt otherwise than the wire. */
type Row = Omit<PatchComplianceData, "State"> & { State: string | undefined };

/** A node's rows, all pages, 50 a page. */
async function rows(name: SpecialNodeName): Promise<{ rows: Row[]; pages: number }> {
  const found: Row[] = [];
  let pages = 0;
  const reading = paginateDescribeInstancePatches(
    { client: ssm, pageSize: 50 },
    { InstanceId: nodes[name].instanceId },
  );
  for await (const page of reading) {
    pages += 1;
    found.push(...(page.Patches ?? []));
  }
  return { rows: found, pages };
}

async function state(name: SpecialNodeName): Promise<InstancePatchState | undefined> {
  const answer = await ssm.send(
    new DescribeInstancePatchStatesCommand({ InstanceIds: [nodes[name].instanceId] }),
  );
  return answer.InstancePatchStates?.[0];
}

async function information(name: SpecialNodeName) {
  const answer = await ssm.send(
    new DescribeInstanceInformationCommand({
      Filters: [{ Key: "InstanceIds", Values: [nodes[name].instanceId] }],
    }),
  );
  return answer.InstanceInformationList?.[0];
}

function countByState(found: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { State } of found) counts[State ?? ""] = (counts[State ?? ""] ?? 0) + 1;
  return counts;
}

test("the large Windows node has 2,500 rows, most not applicable, and fourteen findings in every state", async () => {
  const large = await rows("windowsLarge");
  expect(large.pages).toBe(50);
  const { Installed, InstalledOther, NotApplicable, ...findings } = countByState(large.rows);
  expect((Installed ?? 0) + (InstalledOther ?? 0) + (NotApplicable ?? 0)).toBe(2_486);
  expect(NotApplicable).toBeGreaterThan(2_000);
  expect(findings).toEqual({
    Failed: 1,
    Missing: 6,
    InstalledPendingReboot: 2,
    InstalledRejected: 1,
    AvailableSecurityUpdate: 4,
  });
  expect(large.rows.some((row) => row.CVEIds !== undefined)).toBe(false);
});

test("Windows rows carry AWS's odd times and blanks", async () => {
  const large = await rows("windowsLarge");
  const times = (name: string) =>
    new Set(
      large.rows
        .filter((row) => row.State === name)
        .map((row) => (row.InstalledTime ? row.InstalledTime.getTime() : "absent")),
    );
  expect(times("NotApplicable")).toEqual(new Set([0]));
  expect(times("Missing")).toEqual(new Set([0]));
  expect(times("InstalledOther")).toEqual(new Set([-62_135_596_800_000]));
  const installed = [...times("Installed")].filter((time) => time !== "absent");
  expect(installed.every((time) => Number(time) % 86_400_000 === 0)).toBe(true);
  const blank = large.rows.filter((row) => row.State === "NotApplicable");
  expect(new Set(blank.map((row) => `${row.Title}${row.Severity}${row.Classification}`))).toEqual(
    new Set([""]),
  );
});

test("the large Ubuntu node has 198 Installed and 1,077 InstalledOther rows on 26 pages", async () => {
  const large = await rows("ubuntuLarge");
  expect(countByState(large.rows)).toEqual({ Installed: 198, InstalledOther: 1_077 });
  expect(large.pages).toBe(26);
  expect(large.rows.some((row) => row.InstalledTime === undefined)).toBe(true);
});

test("rows come in the on-node program's order: by state, then by name", async () => {
  const order = ["Installed", "InstalledOther", "InstalledRejected", "Missing", "Failed"];
  const { rows: found } = await rows("stale29Days");
  const ranks = found.map((row) => order.indexOf(row.State ?? ""));
  expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
  const missing = found.filter((row) => row.State === "Missing").map((row) => row.KBId ?? "");
  expect(missing).toEqual(missing.toSorted());
});

test("after a failed Install a Linux node has Failed rows with CVE ids and nothing Missing", async () => {
  const counts = await state("afterFailedInstall");
  expect(counts).toMatchObject({ Operation: "Install", MissingCount: 0 });
  expect(counts?.FailedCount).toBeGreaterThan(5);
  const failed = (await rows("afterFailedInstall")).rows.filter((row) => row.State === "Failed");
  expect(failed.some((row) => /^CVE-\d{4}-\d+(,CVE-\d{4}-\d+)*$/.test(row.CVEIds ?? ""))).toBe(
    true,
  );
});

test("a node never scanned and one scanned by association only have no patch data", async () => {
  for (const name of ["neverScanned", "associationOnly"] as const) {
    expect((await information(name))?.PingStatus).toBe("Online");
    expect(await state(name)).toBeUndefined();
    expect((await rows(name)).rows).toEqual([]);
  }
});

test("the stale node was scanned 29 days ago and SSM still has it", async () => {
  const end = (await state("stale29Days"))?.OperationEndTime?.getTime() ?? 0;
  const ageDays = (Date.parse("2026-11-21T14:00:00Z") - end) / 86_400_000;
  expect(Math.floor(ageDays)).toBe(29);
  expect(ageDays).toBeLessThan(30);
});

test("a hybrid node has an mi- id and its own name", async () => {
  expect(nodes.hybrid.instanceId).toMatch(/^mi-0[0-9a-f]{16}$/);
  expect(await information("hybrid")).toMatchObject({
    ResourceType: "ManagedInstance",
    Name: "store-0412-pos",
  });
  expect((await information("windowsLarge"))?.Name).toBeUndefined();
});

test("one hybrid node is registered in both Regions with the same id", async () => {
  const { instanceId, region, alsoIn } = nodes.hybridInTwoRegions;
  expect([region, alsoIn]).toEqual(["us-east-1", "eu-west-1"]);
  for (const each of [region, alsoIn ?? ""]) {
    const client = new SSMClient({ endpoint: emulator.url, region: each, credentials });
    const answer = await client.send(
      new DescribeInstancePatchStatesCommand({ InstanceIds: [instanceId] }),
    );
    expect(answer.InstancePatchStates).toHaveLength(1);
  }
});

test("the stopped node is not listed, keeps its patch data, and EC2 says stopped", async () => {
  expect(await information("stopped")).toBeUndefined();
  expect((await state("stopped"))?.MissingCount).toBeGreaterThan(0);
  expect((await rows("stopped")).rows.length).toBeGreaterThan(200);
  const ec2 = new EC2Client({ endpoint: emulator.url, region: "us-east-1", credentials });
  const answer = await ec2.send(
    new DescribeInstancesCommand({ InstanceIds: [nodes.stopped.instanceId] }),
  );
  expect(answer.Reservations?.[0]?.Instances?.[0]?.State?.Name).toBe("stopped");
});

test("the fully compliant node has no finding at all", async () => {
  const counts = countByState((await rows("fullyCompliant")).rows);
  expect(Object.keys(counts).toSorted()).toEqual(["Installed", "InstalledOther"]);
});

test("the NoReboot node waits for a restart and says since when", async () => {
  const counts = await state("noReboot");
  expect(counts).toMatchObject({ RebootOption: "NoReboot", Operation: "Install" });
  expect(counts?.InstalledPendingRebootCount).toBeGreaterThan(0);
  expect(counts?.LastNoRebootInstallOperationTime).toEqual(counts?.OperationEndTime);
});

test("the rejected node holds a patch that its baseline blocks", async () => {
  const rejected = (await rows("rejected")).rows.filter((row) => row.State === "InstalledRejected");
  expect(rejected.map((row) => row.KBId)).toEqual(["KB5071203"]);
});

test("a node whose only findings are available security updates counts them as security", async () => {
  const counts = await state("availableSecurityOnly");
  expect(counts).toMatchObject({
    MissingCount: 0,
    FailedCount: 0,
    AvailableSecurityUpdateCount: 2,
    SecurityNonCompliantCount: 2,
    CriticalNonCompliantCount: 0,
  });
});

test("patch groups hold any script, slashes and colons", async () => {
  expect((await state("patchGroupJapanese"))?.PatchGroup).toBe("本番");
  expect((await state("patchGroupSlash"))?.PatchGroup).toBe("Web/Tier 1");
  expect((await state("oddGroup"))?.PatchGroup).toBe("Ops: night/shift+weekend=2 @tokyo");
  expect((await state("percentInTitle"))?.PatchGroup).toBe("");
});

test("odd rows: an unknown state, one kbId twice, 72 CVE ids, a plus sign, a percent sign", async () => {
  expect(countByState((await rows("futureState")).rows)).toHaveProperty("InstalledSuperseded", 1);
  const twice = (await rows("duplicateKbId")).rows.filter((row) => row.State === "Missing");
  expect(new Set(twice.map((row) => row.KBId)).size).toBe(1);
  expect(new Set(twice.map((row) => row.Title)).size).toBe(2);
  const cves = (await rows("manyCves")).rows.map((row) => row.CVEIds?.split(",").length ?? 0);
  expect(Math.max(...cves)).toBe(72);
  const plus = (await rows("plusInKbId")).rows.find((row) => row.KBId === "libstdc++.x86_64");
  expect(plus?.State).toBe("Missing");
  const percent = (await rows("percentInTitle")).rows.find((row) => row.Title?.includes("100%"));
  expect(percent?.State).toBe("Missing");
});
