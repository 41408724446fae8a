import "server-only";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InstanceId } from "@/lib/domain/instance-id";
import { describeEffectivePatchesForPatchBaseline } from "@/lib/server/aws/describe-effective-patches-for-patch-baseline";
import {
  describeInstanceInformation,
  describeInstanceInformationPages,
} from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { describePatchBaselines } from "@/lib/server/aws/describe-patch-baselines";
import { getPatchBaseline } from "@/lib/server/aws/get-patch-baseline";
import { getResources } from "@/lib/server/aws/get-resources";
import { hasAssociationPatchCompliance } from "@/lib/server/aws/list-compliance-items";
import { openTestSource } from "@/lib/server/aws/open-test-source";
import { startStubEndpoint, type StubAnswer } from "@/lib/server/aws/stub-endpoint";

const node = "i-0abcdef1234567890" as InstanceId;
const hybrid = "mi-0abcdef1234567890" as InstanceId;
const managedArn = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-0be8c61cde3be63f3";
const closing: Array<() => unknown> = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function openStub(...answers: readonly StubAnswer[]) {
  const stub = await startStubEndpoint(
    (_request, index) => answers[index] ?? answers.at(-1) ?? "reset",
  );
  const skipped: string[] = [];
  const clients = openTestSource(stub.url, {
    observer: { rowSkipped: (operation) => skipped.push(operation) },
  });
  closing.push(stub.close, clients.close);
  return { stub, clients, skipped };
}

function refusal(name: string): StubAnswer {
  return { status: 400, json: { __type: name } };
}

describe("describeInstancePatches", () => {
  it("keeps what SSM says, in its own spelling, and says null where it says nothing", async () => {
    const { clients } = await openStub({
      json: {
        Patches: [
          {
            Title: "",
            KBId: "KB2305420",
            Classification: "",
            Severity: "",
            State: "NotApplicable",
            InstalledTime: 0.0,
          },
          {
            Title: "",
            KBId: "KB2267602",
            Classification: "",
            Severity: "",
            State: "InstalledOther",
            InstalledTime: -62135596800.0,
          },
          {
            Title: "bind-libs.x86_64:32:9.8.2-0.68.rc1.60.amzn1",
            KBId: "bind-libs.x86_64",
            Classification: "Security",
            Severity: "Important",
            State: "MISSING",
            CVEIds: "CVE-2019-6477,CVE-2019-6471",
          },
          null,
          { KBId: "KB1", State: "SomethingNew", InstalledTime: 1520561435.87 },
          { Title: "a row without an id", State: "INSTALLED_PENDING_REBOOT" },
        ],
        NextToken: "",
      },
    });
    const nothing = {
      title: null,
      classification: null,
      severity: null,
      installedTime: null,
      cveIds: [],
    };
    expect(await describeInstancePatches(clients, node)).toEqual([
      { ...nothing, kbId: "KB2305420", state: "NotApplicable" },
      { ...nothing, kbId: "KB2267602", state: "InstalledOther" },
      {
        kbId: "bind-libs.x86_64",
        title: "bind-libs.x86_64:32:9.8.2-0.68.rc1.60.amzn1",
        classification: "Security",
        severity: "Important",
        state: "Missing",
        installedTime: null,
        cveIds: ["CVE-2019-6477", "CVE-2019-6471"],
      },
      { ...nothing, kbId: "KB1", state: "SomethingNew", installedTime: "2018-03-09T02:10:35.870Z" },
      {
        ...nothing,
        kbId: "a row without an id",
        title: "a row without an id",
        state: "InstalledPendingReboot",
      },
    ]);
  });

  it("asks for 50 rows a page and for states in the spelling of the wire", async () => {
    const { clients, stub } = await openStub({ json: { Patches: [] } });
    await describeInstancePatches(clients, node, { states: ["Missing", "InstalledPendingReboot"] });
    expect(stub.requests[0]?.body).toEqual({
      InstanceId: node,
      MaxResults: 50,
      Filters: [{ Key: "State", Values: ["Missing", "InstalledPendingReboot"] }],
    });
  });

  it("says that SSM knows no such node, which is not an empty list", async () => {
    const { clients } = await openStub(refusal("InvalidInstanceId"));
    await expect(describeInstancePatches(clients, node)).resolves.toBe("noSuchNode");
  });

  it("gives nothing rather than a part of the list", async () => {
    const page = { json: { Patches: [{ KBId: "KB1", State: "Missing" }], NextToken: "more" } };
    const { clients } = await openStub(page, refusal("AccessDeniedException"));
    await expect(describeInstancePatches(clients, node)).rejects.toMatchObject({
      code: "accessDenied",
    });
  });
});

describe("describeInstancePatchStates", () => {
  it("Pitfall 13, override lists: tells an absent counter from a zero, and hides the key in an override list's address", async () => {
    const { clients } = await openStub({
      json: {
        InstancePatchStates: [
          {
            InstanceId: node,
            PatchGroup: "",
            BaselineId: managedArn,
            SnapshotId: "521c3536-930c-4aa9-950e-01234567abcd",
            InstallOverrideList: "https://b.s3.amazonaws.com/l.yaml?X-Amz-Signature=0",
            OwnerInformation: "",
            InstalledCount: 124,
            MissingCount: 0,
            FailedCount: 3,
            UnreportedNotApplicableCount: -1,
            OperationStartTime: 1.52056143587e9,
            OperationEndTime: 1.52056144087e9,
            Operation: "Scan",
            RebootOption: "NoReboot",
          },
        ],
      },
    });
    const states = await describeInstancePatchStates(clients, [node, hybrid]);
    expect([...states.keys()]).toEqual([node]);
    expect(states.get(node)).toEqual({
      instanceId: node,
      counts: {
        missing: 0,
        failed: 3,
        installedPendingReboot: null,
        installedRejected: null,
        installed: 124,
        installedOther: null,
        notApplicable: null,
        availableSecurityUpdate: null,
        criticalNonCompliant: null,
        securityNonCompliant: null,
        otherNonCompliant: null,
      },
      unreportedNotApplicable: null,
      patchGroup: null,
      baselineId: "pb-0be8c61cde3be63f3",
      operation: "Scan",
      operationStartTime: "2018-03-09T02:10:35.870Z",
      operationEndTime: "2018-03-09T02:10:40.870Z",
      rebootOption: "NoReboot",
      lastNoRebootInstallOperationTime: null,
      snapshotId: "521c3536-930c-4aa9-950e-01234567abcd",
      installOverrideList: "https://b.s3.amazonaws.com/l.yaml",
      ownerInformation: null,
    });
  });

  it("asks for 50 ids a call", async () => {
    const { clients, stub } = await openStub({ json: { InstancePatchStates: [] } });
    const ids = Array.from(
      { length: 101 },
      (_, n) => `i-${String(n).padStart(17, "0")}` as InstanceId,
    );
    await describeInstancePatchStates(clients, ids);
    const asked = stub.requests.map(({ body }) => body["InstanceIds"] as string[]);
    expect(asked.map(({ length }) => length)).toEqual([50, 50, 1]);
    expect(asked.flat()).toEqual(ids);
  });
});

describe("describeInstanceInformation", () => {
  it("lists every node once, skips a row whose id is none and says so", async () => {
    const { clients, skipped } = await openStub(
      { json: { InstanceInformationList: [{ InstanceId: node, Name: "" }], NextToken: "a" } },
      { json: { InstanceInformationList: [], NextToken: "b" } },
      {
        json: {
          InstanceInformationList: [
            { InstanceId: node },
            { InstanceId: "not an id" },
            {
              InstanceId: hybrid,
              Name: "till 3",
              IsLatestVersion: false,
              LastPingDateTime: 1520561435.87,
            },
          ],
          NextToken: null,
        },
      },
    );
    const pages = [];
    for await (const page of describeInstanceInformationPages(clients)) pages.push(page);
    expect(pages.map((page) => page.map(({ instanceId }) => instanceId))).toEqual([
      [node],
      [hybrid],
    ]);
    expect(pages[1]?.[0]).toMatchObject({
      activationName: "till 3",
      isLatestVersion: false,
      lastPingDateTime: "2018-03-09T02:10:35.870Z",
      computerName: null,
    });
    expect(skipped).toEqual(["DescribeInstanceInformation"]);
  });

  it("finds the nodes among ids of which one fails the call for all", async () => {
    const others = Array.from(
      { length: 7 },
      (_, n) => `i-${String(n).padStart(17, "0")}` as InstanceId,
    );
    const stub = await startStubEndpoint(({ body }) => {
      const [filter] = body["Filters"] as [{ Values: string[] }];
      return filter.Values.includes(node)
        ? refusal("InvalidInstanceId")
        : {
            json: { InstanceInformationList: filter.Values.map((InstanceId) => ({ InstanceId })) },
          };
    });
    const clients = openTestSource(stub.url);
    closing.push(stub.close, clients.close);
    const found = await describeInstanceInformation(clients, [node, ...others]);
    expect(found.map(({ instanceId }) => instanceId)).toEqual(others);
  });
});

describe("baselines", () => {
  it("are asked for by ARN where AWS owns them, and go by their short id", async () => {
    const { clients } = await openStub({
      json: {
        BaselineIdentities: [
          {
            BaselineId: managedArn,
            BaselineName: "AWS-AmazonLinux2DefaultPatchBaseline",
            OperatingSystem: "AMAZON_LINUX_2",
            DefaultBaseline: true,
          },
          {
            BaselineId: "pb-0123456789abcdef0",
            BaselineName: "ours",
            OperatingSystem: "WINDOWS",
            BaselineDescription: "Our servers",
          },
        ],
      },
    });
    expect(await describePatchBaselines(clients)).toEqual([
      {
        baselineId: "pb-0be8c61cde3be63f3",
        askFor: managedArn,
        owner: "aws",
        description: null,
        name: "AWS-AmazonLinux2DefaultPatchBaseline",
        operatingSystem: "AMAZON_LINUX_2",
        defaultBaseline: true,
      },
      {
        baselineId: "pb-0123456789abcdef0",
        askFor: "pb-0123456789abcdef0",
        owner: "self",
        description: "Our servers",
        name: "ours",
        operatingSystem: "WINDOWS",
        defaultBaseline: false,
      },
    ]);
  });

  it("are read whole, in AWS's words, and say nothing where AWS says nothing", async () => {
    const { clients } = await openStub({
      json: {
        BaselineId: managedArn,
        Name: "a baseline",
        OperatingSystem: "SOMETHING_NEW",
        GlobalFilters: { PatchFilters: [{ Key: "PRODUCT", Values: ["*"] }] },
        ApprovalRules: {
          PatchRules: [
            {
              PatchFilterGroup: { PatchFilters: [{ Key: "NEW_KEY", Values: ["a", null, "b"] }] },
              ComplianceLevel: "LATER",
              ApproveAfterDays: 0,
              EnableNonSecurity: true,
            },
            { ApproveUntilDate: "2026-06-30" },
          ],
        },
        RejectedPatches: ["telnet*"],
        RejectedPatchesAction: "BLOCK",
        CreatedDate: 0,
        ModifiedDate: 1550244180.465,
        Description: "",
        AvailableSecurityUpdatesComplianceStatus: "NON_COMPLIANT",
      },
    });
    const answer = await getPatchBaseline(clients, managedArn);
    expect(answer).toMatchObject({
      baseline: {
        baselineId: "pb-0be8c61cde3be63f3",
        arn: managedArn,
        name: "a baseline",
        description: null,
        operatingSystem: "SOMETHING_NEW",
        globalFilters: { patchFilters: [{ key: "PRODUCT", values: ["*"] }] },
        approvalRules: {
          patchRules: [
            {
              patchFilterGroup: { patchFilters: [{ key: "NEW_KEY", values: ["a", "b"] }] },
              complianceLevel: "LATER",
              approveAfterDays: 0,
              approveUntilDate: null,
              enableNonSecurity: true,
            },
            {
              patchFilterGroup: { patchFilters: [] },
              complianceLevel: null,
              approveAfterDays: null,
              approveUntilDate: "2026-06-30",
              enableNonSecurity: null,
            },
          ],
        },
        approvedPatches: [],
        approvedPatchesComplianceLevel: null,
        approvedPatchesEnableNonSecurity: null,
        rejectedPatches: ["telnet*"],
        rejectedPatchesAction: "BLOCK",
        patchGroups: [],
        sources: [],
        availableSecurityUpdatesComplianceStatus: "NON_COMPLIANT",
        createdDate: null,
        modifiedDate: "2019-02-15T15:23:00.465Z",
      },
      raw: { Name: "a baseline", ModifiedDate: "2019-02-15T15:23:00.465Z", CreatedDate: null },
    });
    expect(JSON.stringify(answer)).not.toContain("metadata");
  });

  it("lose the credentials of their patch sources before anybody sees them", async () => {
    const { clients } = await openStub({
      json: {
        BaselineId: "pb-0123456789abcdef0",
        Sources: [
          {
            Name: "mirror",
            Products: ["*"],
            Configuration:
              "[mirror]\nbaseurl=https://u:hunter2@mirror.example.com/el9\npassword=hunter2",
          },
        ],
      },
    });
    const answer = await getPatchBaseline(clients, "pb-0123456789abcdef0");
    const configuration = "[mirror]\nbaseurl=https://***@mirror.example.com/el9\npassword=***";
    expect(answer).toMatchObject({
      baseline: { sources: [{ name: "mirror", products: ["*"], configuration }] },
      raw: { Sources: [{ Name: "mirror", Products: ["*"], Configuration: configuration }] },
    });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });

  it("that AWS does not know are no failure", async () => {
    const { clients } = await openStub(refusal("DoesNotExistException"));
    await expect(getPatchBaseline(clients, "pb-0be8c61cde3be63f3")).resolves.toBe("noSuchBaseline");
  });
});

describe("effective patches", () => {
  const baselineId = "pb-0123456789abcdef0";

  it("are read whole, and keep a link only where it is Microsoft's", async () => {
    const row = (KbNumber: string, ContentUrl: string) => ({
      Patch: {
        Id: `id-of-${KbNumber}`,
        KbNumber,
        ContentUrl,
        Title: "2026-10 Cumulative Update",
        Product: "WindowsServer2022",
        ProductFamily: "Windows",
        Classification: "SecurityUpdates",
        MsrcSeverity: "Critical",
        ReleaseDate: 1550244180.465,
      },
      PatchStatus: { DeploymentStatus: "APPROVED", ComplianceLevel: "HIGH", ApprovalDate: 0 },
    });
    const { clients, stub, skipped } = await openStub(
      {
        json: {
          EffectivePatches: [
            row("KB5034441", "https://support.microsoft.com/en-us/kb/5034441"),
            row("5034442", "http://support.microsoft.com/kb/5034442"),
            { Patch: { Title: "a row without an id" } },
          ],
          NextToken: "a",
        },
      },
      { json: { EffectivePatches: [row("KB3", "https://evilmicrosoft.com/"), null] } },
    );
    const heard: number[] = [];
    const patches = await describeEffectivePatchesForPatchBaseline(clients, baselineId, (rows) =>
      heard.push(rows),
    );
    const common = {
      title: "2026-10 Cumulative Update",
      product: "WindowsServer2022",
      productFamily: "Windows",
      classification: "SecurityUpdates",
      severity: "Critical",
      deploymentStatus: "APPROVED",
      complianceLevel: "HIGH",
      approvalDate: null,
      releaseDate: "2019-02-15T15:23:00.465Z",
      contentUrl: null,
    };
    expect(patches).toEqual([
      {
        ...common,
        id: "id-of-KB5034441",
        kbId: "KB5034441",
        contentUrl: "https://support.microsoft.com/en-us/kb/5034441",
      },
      { ...common, id: "id-of-5034442", kbId: "KB5034442" },
      { ...common, id: "id-of-KB3", kbId: "KB3" },
    ]);
    expect(heard).toEqual([2, 3]);
    expect(skipped).toEqual(["DescribeEffectivePatchesForPatchBaseline"]);
    expect(stub.requests[0]?.body).toEqual({ BaselineId: baselineId, MaxResults: 100 });
  });

  it.each([
    ["UnsupportedOperatingSystem", "windowsOnly"],
    ["DoesNotExistException", "noSuchBaseline"],
    ["InvalidResourceId", "noSuchBaseline"],
  ])("that AWS does not list are no failure: %s", async (name, answer) => {
    const { clients } = await openStub(refusal(name));
    await expect(describeEffectivePatchesForPatchBaseline(clients, baselineId)).resolves.toBe(
      answer,
    );
  });

  it("that may not be read are one", async () => {
    const { clients } = await openStub(refusal("AccessDeniedException"));
    await expect(
      describeEffectivePatchesForPatchBaseline(clients, baselineId),
    ).rejects.toMatchObject({ code: "accessDenied" });
  });
});

describe("hasAssociationPatchCompliance", () => {
  const item = { ComplianceType: "Association", ResourceId: node, Status: "COMPLIANT" };
  it.each([
    ["no items", [], false],
    [
      "an item of another document",
      [{ ...item, Details: { DocumentName: "AWS-GatherSoftwareInventory" } }],
      false,
    ],
    ["an item without details", [item], false],
    [
      "an item of the patching document",
      [{ ...item, Details: { DocumentName: "AWS-RunPatchBaselineAssociation" } }],
      true,
    ],
    ["an item that names a patch's state", [{ ...item, Details: { PatchState: "Missing" } }], true],
    [
      "a patch item of the ordinary kind",
      [{ ...item, ComplianceType: "Patch", Details: { PatchState: "Missing" } }],
      false,
    ],
  ])("of %s is decided by what the item says", async (_name, ComplianceItems, answer) => {
    const { clients, stub } = await openStub({ json: { ComplianceItems } });
    await expect(hasAssociationPatchCompliance(clients, node)).resolves.toBe(answer);
    expect(stub.requests[0]?.body).toMatchObject({
      ResourceIds: [node],
      Filters: [{ Key: "ComplianceType", Values: ["Association"], Type: "EQUAL" }],
    });
  });
});

describe("getResources", () => {
  it("asks by ARN and tells both spellings of the patch group", async () => {
    const { clients, stub } = await openStub({
      json: {
        PaginationToken: "",
        ResourceTagMappingList: [
          {
            ResourceARN: `arn:aws:ec2:us-east-1:111122223333:instance/${node}`,
            Tags: [
              { Key: "Name", Value: "web-1" },
              { Key: "PatchGroup", Value: "prod" },
            ],
          },
          {
            ResourceARN: `arn:aws:ssm:us-east-1:111122223333:managed-instance/${hybrid}`,
            Tags: [
              { Key: "Patch Group", Value: "stores / Zürich" },
              { Key: "Name", Value: "" },
            ],
          },
        ],
      },
    });
    const tags = await getResources(clients, [node, hybrid]);
    expect(tags.get(node)).toEqual({ name: "web-1", patchGroup: "prod" });
    expect(tags.get(hybrid)).toEqual({ name: null, patchGroup: "stores / Zürich" });
    expect(stub.requests[0]?.body).toEqual({
      ResourceARNList: [
        `arn:aws:ec2:us-east-1:111122223333:instance/${node}`,
        `arn:aws:ssm:us-east-1:111122223333:managed-instance/${hybrid}`,
      ],
    });
  });
});
