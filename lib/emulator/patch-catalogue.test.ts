import {
  DescribeAvailablePatchesCommand,
  DescribeEffectivePatchesForPatchBaselineCommand,
  DescribeInstancePatchStatesCommand,
  DescribePatchPropertiesCommand,
  type DescribePatchPropertiesCommandInput,
  type EffectivePatch,
  GetPatchBaselineCommand,
  paginateDescribeAvailablePatches,
  paginateDescribeEffectivePatchesForPatchBaseline,
  paginateDescribeInstancePatches,
  type Patch,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SpecialNodeName } from "@/lib/emulator/fleet/special-node-names";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };
const now = "2026-11-21T14:00:00.000Z";

let emulator: Emulator;
let ssm: SSMClient;

beforeAll(async () => {
  emulator = await startEmulator({ now, nodes: { "us-east-1": 60 } });
  ssm = new SSMClient({ endpoint: emulator.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterAll(() => emulator.close());

async function errorOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  return call.then(
    () => expect.fail("the call should fail"),
    (error: unknown) => error as { name: string; message: string },
  );
}

async function effectiveOf(BaselineId: string): Promise<EffectivePatch[]> {
  const found: EffectivePatch[] = [];
  const pages = paginateDescribeEffectivePatchesForPatchBaseline(
    { client: ssm, pageSize: 100 },
    { BaselineId },
  );
  for await (const page of pages) found.push(...(page.EffectivePatches ?? []));
  return found;
}

/** KB ids by deployment status. */
function byStatus(effective: readonly EffectivePatch[], ...statuses: string[]): Set<string> {
  return new Set(
    effective
      .filter((one) => statuses.includes(one.PatchStatus?.DeploymentStatus ?? ""))
      .map((one) => one.Patch?.KbNumber ?? ""),
  );
}

async function nodeRows(name: SpecialNodeName) {
  const { instanceId } = (await emulator.control.specialNodes())[name];
  const rows: { KBId: string; State: string }[] = [];
  const pages = paginateDescribeInstancePatches(
    { client: ssm, pageSize: 50 },
    { InstanceId: instanceId },
  );
  for await (const page of pages)
    for (const row of page.Patches ?? [])
      rows.push({ KBId: row.KBId ?? "", State: String(row.State) });
  const states = await ssm.send(
    new DescribeInstancePatchStatesCommand({ InstanceIds: [instanceId] }),
  );
  return { rows, baselineId: states.InstancePatchStates?.[0]?.BaselineId ?? "" };
}

describe("DescribeEffectivePatchesForPatchBaseline", () => {
  test.each(["windowsLarge", "noReboot", "rejected", "availableSecurityOnly"] as const)(
    "approves what the node %s misses or has by approval, rejects what it has against it",
    async (name) => {
      const { rows, baselineId } = await nodeRows(name);
      const effective = await effectiveOf(baselineId);
      const of = (...states: string[]) =>
        rows.filter(({ State }) => states.includes(State)).map(({ KBId }) => KBId);
      const approved = byStatus(effective, "APPROVED", "EXPLICIT_APPROVED");
      const due = of("Missing", "Failed", "Installed", "InstalledPendingReboot");
      expect(due.filter((kbId) => !approved.has(kbId))).toEqual([]);
      const rejected = byStatus(effective, "EXPLICIT_REJECTED");
      expect(of("InstalledRejected").filter((kbId) => !rejected.has(kbId))).toEqual([]);
      const missed = of("AvailableSecurityUpdate").filter((kbId) => approved.has(kbId));
      expect(missed).toEqual([]);
    },
  );

  test("tells approved, pending, by name and rejected, each with its level and date", async () => {
    const { baselineId } = await nodeRows("windowsLarge");
    const effective = await effectiveOf(baselineId);
    const statuses = effective.map((one) => one.PatchStatus?.DeploymentStatus);
    expect(new Set(statuses)).toEqual(
      new Set(["APPROVED", "PENDING_APPROVAL", "EXPLICIT_APPROVED", "EXPLICIT_REJECTED"]),
    );
    for (const { Patch: patch, PatchStatus: status } of effective) {
      const date = status?.ApprovalDate?.getTime();
      if (status?.DeploymentStatus === "APPROVED")
        expect(date).toBeLessThanOrEqual(Date.parse(now));
      if (status?.DeploymentStatus === "PENDING_APPROVAL")
        expect(date).toBeGreaterThan(Date.parse(now));
      if (status?.DeploymentStatus === "EXPLICIT_REJECTED") expect(date).toBeUndefined();
      expect(patch?.Id).toMatch(/^[0-9a-f-]{36}$/);
      expect(patch?.Title).not.toBe("");
    }
    const named = effective.find(
      (one) => one.PatchStatus?.DeploymentStatus === "EXPLICIT_APPROVED",
    );
    expect(named?.PatchStatus?.ComplianceLevel).toBe("CRITICAL");
  });

  test("approves at once where the baseline waits no day, and nothing is pending", async () => {
    const { approveAtOnce } = await emulator.control.specialBaselines();
    const effective = await effectiveOf(approveAtOnce.baselineId);
    expect(byStatus(effective, "APPROVED").size).toBeGreaterThan(50);
    expect(byStatus(effective, "PENDING_APPROVAL").size).toBe(0);
    const [first] = effective.filter((one) => one.PatchStatus?.DeploymentStatus === "APPROVED");
    expect(first?.PatchStatus?.ApprovalDate).toEqual(first?.Patch?.ReleaseDate);
  });

  test("is for Windows only, takes AWS's by ARN only, and binds its token to the baseline", async () => {
    const { managedAmazonLinux2023, managedWindows, usesEverything } =
      await emulator.control.specialBaselines();
    const send = (BaselineId: string | null, NextToken?: string) =>
      ssm.send(
        new DescribeEffectivePatchesForPatchBaselineCommand({
          BaselineId: BaselineId ?? "",
          MaxResults: 20,
          NextToken,
        }),
      );
    for (const linux of [managedAmazonLinux2023.arn, usesEverything.baselineId])
      expect((await errorOf(send(linux))).name).toBe("UnsupportedOperatingSystem");
    expect((await errorOf(send(managedWindows.baselineId))).name).toBe("DoesNotExistException");
    const page = await send(managedWindows.arn);
    expect(page.EffectivePatches).toHaveLength(20);
    const { baselineId } = await nodeRows("windowsLarge");
    expect((await errorOf(send(baselineId, page.NextToken))).name).toBe("ValidationException");
  });
});

async function availableOf(filters: Record<string, string>): Promise<Patch[]> {
  const found: Patch[] = [];
  const Filters = Object.entries(filters).map(([Key, value]) => ({ Key, Values: [value] }));
  const pages = paginateDescribeAvailablePatches({ client: ssm, pageSize: 100 }, { Filters });
  for await (const page of pages) found.push(...(page.Patches ?? []));
  return found;
}

describe("DescribeAvailablePatches", () => {
  test("gives Windows patches by product, severity and KB number", async () => {
    const critical = await availableOf({ PRODUCT: "WindowsServer2022", MSRC_SEVERITY: "Critical" });
    expect(critical.length).toBeGreaterThan(10);
    for (const patch of critical)
      expect(patch).toMatchObject({
        Product: "WindowsServer2022",
        MsrcSeverity: "Critical",
        Vendor: "Microsoft",
        MsrcNumber: "",
        Language: "All",
      });
    const [one] = critical;
    const byId = await availableOf({ PATCH_ID: one?.KbNumber ?? "" });
    expect(byId.map((patch) => patch.Id)).toContain(one?.Id);
    expect(await availableOf({ PATCH_SET: "APPLICATION" })).toEqual([]);
  });

  test("gives Amazon Linux 2 patches in capitals and with their CVE ids as a list", async () => {
    const patches = await availableOf({ PRODUCT: "AmazonLinux2.0", SEVERITY: "Important" });
    expect(patches.length).toBeGreaterThan(5);
    for (const patch of patches) {
      expect(patch).toMatchObject({ Classification: "SECURITY", Severity: "IMPORTANT" });
      expect(patch.AdvisoryIds?.[0]).toMatch(/^ALAS2-\d{4}-\d{4}$/);
      expect(patch.Name).not.toBe("");
      expect(patch.Version).not.toBe("");
      expect(Number.isInteger(patch.Epoch)).toBe(true);
    }
    const cve = patches.find((patch) => (patch.CVEIds?.length ?? 0) > 0)?.CVEIds?.[0] ?? "";
    expect(cve).toMatch(/^CVE-\d{4}-\d+$/);
    const fixing = await availableOf({ PRODUCT: "AmazonLinux2", CVE_ID: cve });
    expect(fixing.every((patch) => patch.CVEIds?.includes(cve))).toBe(true);
    expect(await availableOf({ PRODUCT: "AmazonLinux2018.03" })).toEqual([]);
  });

  test("needs a product for Linux keys and knows the values of others", async () => {
    const send = (Key: string, value: string) =>
      errorOf(
        ssm.send(new DescribeAvailablePatchesCommand({ Filters: [{ Key, Values: [value] }] })),
      );
    expect((await send("CVE_ID", "CVE-2018-3615")).message).toContain("Invalid Filter Key: CVE_ID");
    expect((await send("CLASSIFICATION", "Security")).message).toContain(
      "Invalid Filter Value: Security for Key: CLASSIFICATION, valid values are: CriticalUpdates",
    );
    expect((await send("PRODUCT", "AmazonLinux2023")).name).toBe("ValidationException");
  });
});

test("DescribePatchProperties gives the values of valid pairs and refuses others", async () => {
  const send = (input: Omit<DescribePatchPropertiesCommandInput, "NextToken">) =>
    ssm.send(new DescribePatchPropertiesCommand(input));
  const severities = await send({ OperatingSystem: "WINDOWS", Property: "MSRC_SEVERITY" });
  expect(severities.Properties).toContainEqual({ Name: "Critical" });
  const applications = await send({
    OperatingSystem: "WINDOWS",
    Property: "PRODUCT_FAMILY",
    PatchSet: "APPLICATION",
  });
  expect(applications.Properties).toContainEqual({ Name: "Office" });
  const pairs = {
    PRIORITY: ["UBUNTU", "DEBIAN", "RASPBIAN"],
    SEVERITY: ["AMAZON_LINUX", "AMAZON_LINUX_2", "SUSE", "CENTOS", "ALMA_LINUX"],
    CLASSIFICATION: ["MACOS", "WINDOWS", "ORACLE_LINUX"],
  } as const;
  for (const [Property, systems] of Object.entries(pairs))
    for (const OperatingSystem of systems)
      expect(
        (await send({ OperatingSystem, Property: Property as keyof typeof pairs })).Properties,
      ).not.toEqual([]);
  const wrong = await errorOf(send({ OperatingSystem: "MACOS", Property: "SEVERITY" }));
  expect(wrong.name).toBe("ValidationException");
  const paged = await send({ OperatingSystem: "WINDOWS", Property: "PRODUCT", MaxResults: 5 });
  expect(paged.Properties).toHaveLength(5);
  expect(paged.NextToken).toMatch(/./);
});

describe("the special baselines", () => {
  test("stand where the control path says, the account's by id and AWS's by ARN", async () => {
    const special = await emulator.control.specialBaselines();
    for (const { baselineId, arn, name } of Object.values(special)) {
      const read = await ssm.send(new GetPatchBaselineCommand({ BaselineId: arn ?? baselineId }));
      expect(read.Name).toBe(name);
      expect(read.BaselineId).toBe(arn ?? baselineId);
    }
    expect(special.longestName.name).toHaveLength(128);
  });

  test("hold what they are named for", async () => {
    const special = await emulator.control.specialBaselines();
    const read = (name: keyof typeof special) =>
      ssm.send(new GetPatchBaselineCommand({ BaselineId: special[name].baselineId }));
    const everything = await read("usesEverything");
    const rules = everything.ApprovalRules?.PatchRules ?? [];
    expect(rules).toHaveLength(10);
    expect(rules.map((rule) => rule.PatchFilterGroup?.PatchFilters?.length)).toEqual(
      rules.map(() => 4),
    );
    expect(rules[0]?.PatchFilterGroup?.PatchFilters?.[0]?.Values).toHaveLength(20);
    expect(everything.GlobalFilters?.PatchFilters).toHaveLength(4);
    expect(everything).toMatchObject({
      RejectedPatchesAction: "BLOCK",
      ApprovedPatchesEnableNonSecurity: true,
      AvailableSecurityUpdatesComplianceStatus: "NON_COMPLIANT",
    });
    const nothing = await read("approvesNothing");
    expect(nothing.ApprovalRules?.PatchRules).toEqual([]);
    expect(nothing.ApprovedPatches).toEqual([]);
    const dependency = await read("allowAsDependency");
    expect(dependency.RejectedPatchesAction).toBe("ALLOW_AS_DEPENDENCY");
    expect(dependency.RejectedPatches).toContain("openssl.x86_64");
    const atOnce = await read("approveAtOnce");
    expect(atOnce.ApprovalRules?.PatchRules?.[0]?.ApproveAfterDays).toBe(0);
    expect((await read("longestName")).Description).toHaveLength(1_024);
  });
});
