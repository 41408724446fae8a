import {
  type ComplianceStringFilter,
  DescribeInstancePatchStatesCommand,
  ListResourceComplianceSummariesCommand,
  paginateListComplianceItems,
  paginateListResourceComplianceSummaries,
  type ResourceComplianceSummaryItem,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };
const patchOnly: ComplianceStringFilter = {
  Key: "ComplianceType",
  Values: ["Patch"],
  Type: "EQUAL",
};

let emulator: Emulator;
let ssm: SSMClient;

beforeAll(async () => {
  emulator = await startEmulator({
    now: "2026-11-21T14:00:00.000Z",
    nodes: { "us-east-1": 60 },
  });
  ssm = new SSMClient({ endpoint: emulator.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterAll(() => emulator.close());

async function summaries(Filters: ComplianceStringFilter[] = [], pageSize = 50) {
  const found: ResourceComplianceSummaryItem[] = [];
  const pages = paginateListResourceComplianceSummaries({ client: ssm, pageSize }, { Filters });
  for await (const page of pages) found.push(...(page.ResourceComplianceSummaryItems ?? []));
  return found;
}

test("there is one row for each node and type, the same whatever the page size", async () => {
  const all = await summaries();
  const keys = all.map((one) => `${one.ResourceId} ${one.ComplianceType}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(all.filter((one) => one.ComplianceType === "Association")).toHaveLength(60);
  expect(all.length).toBeGreaterThan(110);
  expect(await summaries([], 7)).toEqual(all);
});

test("a stopped node is still in it, one scanned by association only has no Patch row", async () => {
  const { stopped, associationOnly, neverScanned } = await emulator.control.specialNodes();
  const patched = (await summaries([patchOnly])).map((one) => one.ResourceId);
  expect(patched).toContain(stopped.instanceId);
  expect(patched).not.toContain(associationOnly.instanceId);
  expect(patched).not.toContain(neverScanned.instanceId);
});

test("a node is non-compliant where its counters say so, with counts that its items have", async () => {
  const rows = await summaries([patchOnly]);
  const { InstancePatchStates = [] } = await ssm.send(
    new DescribeInstancePatchStatesCommand({
      InstanceIds: rows.slice(0, 50).map((row) => row.ResourceId ?? ""),
    }),
  );
  expect(InstancePatchStates.length).toBe(50);
  for (const state of InstancePatchStates) {
    const row = rows.find((one) => one.ResourceId === state.InstanceId);
    const findings =
      (state.MissingCount ?? 0) +
      (state.FailedCount ?? 0) +
      (state.InstalledRejectedCount ?? 0) +
      (state.InstalledPendingRebootCount ?? 0);
    const count = row?.NonCompliantSummary?.NonCompliantCount ?? -1;
    const available = state.AvailableSecurityUpdateCount ?? 0;
    expect([findings, findings + available]).toContain(count);
    expect(row?.Status).toBe(count > 0 ? "NON_COMPLIANT" : "COMPLIANT");
    expect(row?.ExecutionSummary?.ExecutionTime).toEqual(state.OperationEndTime);
  }
});

test("severities are the baseline's levels, summed as ListComplianceItems lists them", async () => {
  const { afterFailedInstall } = await emulator.control.specialNodes();
  const [row] = await summaries([
    patchOnly,
    { Key: "InstanceId", Values: [afterFailedInstall.instanceId] },
  ]);
  const levels: Record<string, number> = {};
  const pages = paginateListComplianceItems(
    { client: ssm, pageSize: 50 },
    {
      ResourceIds: [afterFailedInstall.instanceId],
      Filters: [
        { Key: "ComplianceType", Values: ["Patch"] },
        { Key: "Status", Values: ["NON_COMPLIANT"] },
      ],
    },
  );
  for await (const page of pages)
    for (const item of page.ComplianceItems ?? [])
      levels[item.Severity ?? ""] = (levels[item.Severity ?? ""] ?? 0) + 1;
  expect(row?.NonCompliantSummary?.SeveritySummary).toEqual({
    CriticalCount: levels["CRITICAL"] ?? 0,
    HighCount: levels["HIGH"] ?? 0,
    MediumCount: levels["MEDIUM"] ?? 0,
    LowCount: levels["LOW"] ?? 0,
    InformationalCount: levels["INFORMATIONAL"] ?? 0,
    UnspecifiedCount: levels["UNSPECIFIED"] ?? 0,
  });
  expect(row?.OverallSeverity).toBe((levels["CRITICAL"] ?? 0) > 0 ? "CRITICAL" : "HIGH");
  expect(row?.ExecutionSummary?.ExecutionType).toBe("Command");
});

test("rows are filtered by what they say and by their node, and other keys are refused", async () => {
  const bad = await summaries([patchOnly, { Key: "Status", Values: ["NON_COMPLIANT"] }]);
  expect(new Set(bad.map((one) => one.Status))).toEqual(new Set(["NON_COMPLIANT"]));
  const group = await summaries([patchOnly, { Key: "PatchGroup", Values: ["本番"] }]);
  const { patchGroupJapanese } = await emulator.control.specialNodes();
  expect(group.map((one) => one.ResourceId)).toContain(patchGroupJapanese.instanceId);
  const notWindows: ComplianceStringFilter = {
    Key: "AWS:InstanceInformation.PlatformType",
    Values: ["Windows"],
    Type: "NOT_EQUAL",
  };
  const others = await summaries([patchOnly, notWindows]);
  expect(others.length).toBeLessThan((await summaries([patchOnly])).length);
  const wrong = new ListResourceComplianceSummariesCommand({
    Filters: [{ Key: "Colour", Values: ["red"] }],
  });
  await expect(ssm.send(wrong)).rejects.toMatchObject({ name: "InvalidFilter" });
  const page = await ssm.send(new ListResourceComplianceSummariesCommand({ MaxResults: 5 }));
  const moved = new ListResourceComplianceSummariesCommand({
    MaxResults: 5,
    Filters: [patchOnly],
    NextToken: page.NextToken,
  });
  await expect(ssm.send(moved)).rejects.toMatchObject({ name: "InvalidNextToken" });
});
