import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  GetResourcesCommand,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchesCommand,
  DescribeInstancePatchStatesCommand,
  DescribePatchBaselinesCommand,
  GetPatchBaselineCommand,
  ListComplianceItemsCommand,
  type ListComplianceItemsCommandInput,
  paginateDescribeInstanceInformation,
  paginateDescribeInstancePatches,
  paginateDescribePatchBaselines,
  paginateListComplianceItems,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const now = "2026-11-21T14:00:00.000Z";
const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };

let emulator: Emulator;
let ssm: SSMClient;
let ssmEurope: SSMClient;

function configFor(region: string) {
  return { endpoint: emulator.url, region, credentials, maxAttempts: 1 };
}

/** The error a call ends with; a call that succeeds fails the test. */
async function errorOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  return call.then(
    () => expect.fail("the call should fail"),
    (error: unknown) => error as { name: string; message: string },
  );
}

beforeAll(async () => {
  emulator = await startEmulator({ now, nodes: { "us-east-1": 60, "eu-west-1": 20 } });
  ssm = new SSMClient(configFor("us-east-1"));
  ssmEurope = new SSMClient(configFor("eu-west-1"));
});

afterAll(() => emulator.close());

async function listedIds(client: SSMClient, pageSize = 50): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of paginateDescribeInstanceInformation({ client, pageSize }, {})) {
    for (const node of page.InstanceInformationList ?? []) ids.push(node.InstanceId ?? "");
  }
  return ids;
}

describe("DescribeInstanceInformation", () => {
  test("lists every running node once, in each Region its own, whatever the page size", async () => {
    const ids = await listedIds(ssm);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(50);
    expect(await listedIds(ssm, 7)).toEqual(ids);
    const shared = (await emulator.control.specialNodes()).hybridInTwoRegions.instanceId;
    const inEurope = await listedIds(ssmEurope);
    expect(inEurope.filter((id) => ids.includes(id))).toEqual([shared]);
  });

  test("gives ten nodes a page unless asked otherwise, and a request id", async () => {
    const page = await ssm.send(new DescribeInstanceInformationCommand({}));
    expect(page.InstanceInformationList).toHaveLength(10);
    expect(page.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const [node] = page.InstanceInformationList ?? [];
    expect(node?.LastPingDateTime).toBeInstanceOf(Date);
    expect(node).not.toHaveProperty("Tags");
  });

  test("filters by platform, by ids and by tag, and leaves unknown ids out", async () => {
    const windows = await ssm.send(
      new DescribeInstanceInformationCommand({
        Filters: [{ Key: "PlatformTypes", Values: ["Windows"] }],
        MaxResults: 50,
      }),
    );
    expect(new Set(windows.InstanceInformationList?.map((node) => node.PlatformType))).toEqual(
      new Set(["Windows"]),
    );
    const [first] = await listedIds(ssm);
    const byId = await ssm.send(
      new DescribeInstanceInformationCommand({
        Filters: [{ Key: "InstanceIds", Values: [first ?? "", "i-0123456789abcdef0"] }],
      }),
    );
    expect(byId.InstanceInformationList?.map((node) => node.InstanceId)).toEqual([first]);
    const byTag = await ssm.send(
      new DescribeInstanceInformationCommand({
        Filters: [{ Key: "tag:Patch Group", Values: ["本番"] }],
      }),
    );
    const { patchGroupJapanese } = await emulator.control.specialNodes();
    expect(byTag.InstanceInformationList?.map((node) => node.InstanceId)).toContain(
      patchGroupJapanese.instanceId,
    );
  });

  test("refuses unknown filter keys and values, mixed tag filters and bad ids in AWS's words", async () => {
    const send = (Filters: { Key: string; Values: string[] }[]) =>
      errorOf(ssm.send(new DescribeInstanceInformationCommand({ Filters })));
    expect((await send([{ Key: "PlatformType", Values: ["Linux"] }])).name).toBe(
      "InvalidFilterKey",
    );
    expect((await send([{ Key: "PlatformTypes", Values: ["linux"] }])).name).toBe(
      "InvalidInstanceInformationFilterValue",
    );
    expect((await send([{ Key: "InstanceIds", Values: ["i-1"] }])).name).toBe("InvalidInstanceId");
    const mixed = [
      { Key: "tag:Team", Values: ["core"] },
      { Key: "PingStatus", Values: ["Online"] },
    ];
    expect((await send(mixed)).name).toBe("ValidationException");
  });

  test("breaks constraints with every broken one in the text", async () => {
    const error = await errorOf(
      ssm.send(
        new DescribeInstanceInformationCommand({
          MaxResults: 100,
          Filters: [{ Key: "", Values: [] }],
        }),
      ),
    );
    expect(error.name).toBe("ValidationException");
    expect(error.message).toMatch(/^3 validation errors detected: /);
    expect(error.message).toContain(
      "Value '100' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 50",
    );
    expect(error.message).toContain("at 'filters.1.member.key'");
  });
});

describe("DescribeInstancePatches and DescribeInstancePatchStates", () => {
  test(
    "give the same counts for every node, and NotApplicable rows on Windows only",
    { timeout: 30_000 },
    async () => {
      const ids = await listedIds(ssm);
      for (const start of [0, 50]) {
        const { InstancePatchStates } = await ssm.send(
          new DescribeInstancePatchStatesCommand({ InstanceIds: ids.slice(start, start + 50) }),
        );
        for (const state of InstancePatchStates ?? []) {
          const rows = await statesOf(state.InstanceId ?? "");
          const windows = state.AvailableSecurityUpdateCount !== undefined;
          expect(countsOf(rows)).toEqual({
            Installed: state.InstalledCount,
            InstalledOther: state.InstalledOtherCount,
            InstalledPendingReboot: state.InstalledPendingRebootCount,
            InstalledRejected: state.InstalledRejectedCount,
            Missing: state.MissingCount,
            Failed: state.FailedCount,
            NotApplicable: windows ? state.NotApplicableCount : 0,
            AvailableSecurityUpdate: state.AvailableSecurityUpdateCount ?? 0,
          });
          expect(state.BaselineId).toMatch(/^pb-[0-9a-f]{17}$/);
        }
      }
    },
  );

  test("give the same rows for every page size and on every reading", async () => {
    const { windowsLarge } = await emulator.control.specialNodes();
    const rows = await rowsOf(windowsLarge.instanceId, 50);
    expect(await rowsOf(windowsLarge.instanceId, 37)).toEqual(rows);
  });

  test("filter rows by exact State, KBId, Severity and Classification, joined by AND", async () => {
    const { windowsLarge } = await emulator.control.specialNodes();
    const send = (Filters: { Key: string; Values: string[] }[]) =>
      ssm.send(
        new DescribeInstancePatchesCommand({ InstanceId: windowsLarge.instanceId, Filters }),
      );
    const missing = await send([
      { Key: "State", Values: ["Missing", "Failed"] },
      { Key: "Severity", Values: ["Critical"] },
    ]);
    expect(missing.Patches?.map((row) => row.KBId)).toEqual([
      "KB5075902",
      "KB5077812",
      "KB5075941",
    ]);
    expect((await send([{ Key: "State", Values: ["MISSING"] }])).Patches).toEqual([]);
    expect((await send([{ Key: "KBId", Values: ["KB5077812"] }])).Patches).toHaveLength(1);
    expect((await errorOf(send([{ Key: "InstalledTime", Values: ["x"] }]))).name).toBe(
      "InvalidFilter",
    );
    expect((await errorOf(send([{ Key: "State", Values: [] }]))).name).toBe("InvalidFilter");
  });

  test("reject more than 50 a page, fewer than 10, and ids of another form", async () => {
    const send = (input: { InstanceId: string; MaxResults?: number }) =>
      errorOf(ssm.send(new DescribeInstancePatchesCommand(input)));
    const tooMany = await send({ InstanceId: "i-0123456789abcdef0", MaxResults: 100 });
    expect(tooMany.message).toBe(
      "1 validation error detected: Value '100' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 50",
    );
    expect((await send({ InstanceId: "i-0123456789abcdef0", MaxResults: 5 })).message).toContain(
      "greater than or equal to 10",
    );
    await emulator.control.change({ strictModel: true });
    expect((await send({ InstanceId: "i-0123456789abcdef0", MaxResults: 100 })).name).toBe(
      "InvalidInstanceId",
    );
    await emulator.control.resetSettings();
    expect((await send({ InstanceId: "node-1" })).message).toContain(
      "Value 'node-1' at 'instanceId' failed to satisfy constraint: Member must satisfy regular expression pattern",
    );
    const states = await errorOf(
      ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds: ["node-1"] })),
    );
    expect(states.message).toContain(
      "Member must satisfy constraint: [Member must satisfy regular",
    );
  });

  test("know a foreign node as InvalidInstanceId, sometimes without a message, and leave its counts out", async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `i-0123456789abcde0${index}`);
    const errors = await Promise.all(
      ids.map((InstanceId) =>
        errorOf(ssm.send(new DescribeInstancePatchesCommand({ InstanceId }))),
      ),
    );
    expect(new Set(errors.map((error) => error.name))).toEqual(new Set(["InvalidInstanceId"]));
    expect(new Set(errors.map((error) => error.message === "UnknownError")).size).toBe(2);
    const answer = await ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds: ids }));
    expect(answer.InstancePatchStates).toEqual([]);
  });

  test("refuse a token that was changed, has other parameters or has expired", async () => {
    const { windowsLarge, ubuntuLarge } = await emulator.control.specialNodes();
    const first = await ssm.send(
      new DescribeInstancePatchesCommand({ InstanceId: windowsLarge.instanceId }),
    );
    const send = (InstanceId: string, NextToken: string) =>
      errorOf(ssm.send(new DescribeInstancePatchesCommand({ InstanceId, NextToken })));
    const token = first.NextToken ?? "";
    expect((await send(ubuntuLarge.instanceId, token)).name).toBe("InvalidNextToken");
    expect((await send(windowsLarge.instanceId, `${token}x`)).name).toBe("InvalidNextToken");
    const baselines = await errorOf(
      ssm.send(new DescribePatchBaselinesCommand({ NextToken: token })),
    );
    expect(baselines.name).toBe("ValidationException");
    await emulator.control.change({ tokenLifetimeMs: 0 });
    const brief = await ssm.send(
      new DescribeInstancePatchesCommand({ InstanceId: ubuntuLarge.instanceId }),
    );
    expect((await send(ubuntuLarge.instanceId, brief.NextToken ?? "")).name).toBe(
      "InvalidNextToken",
    );
    await emulator.control.resetSettings();
  });
});

describe("baselines", () => {
  test("are listed by ARN when AWS owns them and by bare id when the account does", async () => {
    const identities = [];
    for await (const page of paginateDescribePatchBaselines({ client: ssm, pageSize: 5 }, {})) {
      identities.push(...(page.BaselineIdentities ?? []));
    }
    const windows = identities.find((one) => one.BaselineName === "AWS-DefaultPatchBaseline");
    expect(windows?.BaselineId).toBe(
      "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-09ca3fb51f0412ec3",
    );
    expect(windows?.DefaultBaseline).toBe(true);
    const own = await ssm.send(
      new DescribePatchBaselinesCommand({ Filters: [{ Key: "OWNER", Values: ["Self"] }] }),
    );
    expect(own.BaselineIdentities?.map((one) => one.BaselineName)).toContain("prod-windows-2022");
    expect(own.BaselineIdentities?.every((one) => /^pb-\w{17}$/.test(one.BaselineId ?? ""))).toBe(
      true,
    );
    const wrong = new DescribePatchBaselinesCommand({
      Filters: [{ Key: "Owner", Values: ["AWS"] }],
    });
    expect((await errorOf(ssm.send(wrong))).name).toBe("ValidationException");
  });

  test("of AWS are read by ARN only", async () => {
    const BaselineId = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-05c9c9bf778d4c4d0";
    const managed = await ssm.send(new GetPatchBaselineCommand({ BaselineId }));
    expect(managed.Name).toBe("AWS-AmazonLinux2023DefaultPatchBaseline");
    expect(managed.ApprovalRules?.PatchRules?.[0]?.ApproveAfterDays).toBe(7);
    const error = await errorOf(
      ssm.send(new GetPatchBaselineCommand({ BaselineId: "pb-05c9c9bf778d4c4d0" })),
    );
    expect(error).toMatchObject({
      name: "DoesNotExistException",
      message: "Patch Baseline to be retrieved does not exist.",
    });
    const short = await errorOf(ssm.send(new GetPatchBaselineCommand({ BaselineId: "pb-1" })));
    expect(short.name).toBe("ValidationException");
  });

  test("can hold every member of GetPatchBaseline", async () => {
    const listed = await ssm.send(
      new DescribePatchBaselinesCommand({ Filters: [{ Key: "NAME_PREFIX", Values: ["every-"] }] }),
    );
    const BaselineId = listed.BaselineIdentities?.[0]?.BaselineId;
    const { $metadata, ...baseline } = await ssm.send(new GetPatchBaselineCommand({ BaselineId }));
    expect(Object.keys(baseline).toSorted()).toEqual([
      "ApprovalRules",
      "ApprovedPatches",
      "ApprovedPatchesComplianceLevel",
      "ApprovedPatchesEnableNonSecurity",
      "AvailableSecurityUpdatesComplianceStatus",
      "BaselineId",
      "CreatedDate",
      "Description",
      "GlobalFilters",
      "ModifiedDate",
      "Name",
      "OperatingSystem",
      "PatchGroups",
      "RejectedPatches",
      "RejectedPatchesAction",
      "Sources",
    ]);
    expect($metadata.httpStatusCode).toBe(200);
    expect(baseline.ApprovalRules?.PatchRules).toHaveLength(10);
    expect(baseline.ApprovalRules?.PatchRules?.[0]?.ApproveAfterDays).toBe(0);
    expect(baseline.ApprovalRules?.PatchRules?.[2]?.ApproveUntilDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(baseline.Sources?.[0]?.Configuration).toContain("password=");
  });
});

describe("ListComplianceItems", () => {
  test("gives an association's item for a node that only an association scanned", async () => {
    const { associationOnly } = await emulator.control.specialNodes();
    const answer = await ssm.send(
      new ListComplianceItemsCommand({
        ResourceIds: [associationOnly.instanceId],
        ResourceTypes: ["ManagedInstance"],
        Filters: [{ Key: "ComplianceType", Values: ["Association"], Type: "EQUAL" }],
      }),
    );
    expect(answer.ComplianceItems?.map((item) => item.Details?.["DocumentName"])).toEqual([
      "AWS-GatherSoftwareInventory",
      "AWS-RunPatchBaselineAssociation",
    ]);
  });

  test("gives a patch's compliance level as severity and the vendor's as a detail", async () => {
    const { afterFailedInstall } = await emulator.control.specialNodes();
    const items = [];
    const pages = paginateListComplianceItems(
      { client: ssm, pageSize: 20 },
      {
        ResourceIds: [afterFailedInstall.instanceId],
        Filters: [
          { Key: "ComplianceType", Values: ["Patch"] },
          { Key: "Status", Values: ["NON_COMPLIANT"], Type: "EQUAL" },
        ],
      },
    );
    for await (const page of pages) items.push(...(page.ComplianceItems ?? []));
    expect(items.length).toBeGreaterThan(5);
    expect(items.every((item) => item.Details?.["PatchState"] === "Failed")).toBe(true);
    const important = items.find((item) => item.Details?.["PatchSeverity"] === "Important");
    expect(important?.Severity).toBe("HIGH");
  });

  test("refuses several ids, other resource types and unknown filters", async () => {
    const send = (input: ListComplianceItemsCommandInput) =>
      errorOf(ssm.send(new ListComplianceItemsCommand(input)));
    const id = "i-0123456789abcdef0";
    expect((await send({ ResourceIds: [id, `${id.slice(0, -1)}1`] })).name).toBe(
      "InvalidResourceId",
    );
    expect((await send({ ResourceIds: [id], ResourceTypes: ["Thing"] })).name).toBe(
      "InvalidResourceType",
    );
    expect((await send({ ResourceIds: [id], Filters: [{ Key: "X", Values: ["Y"] }] })).name).toBe(
      "InvalidFilter",
    );
  });
});

describe("the other services", () => {
  test("STS says whose key it is", async () => {
    const sts = new STSClient(configFor("us-east-1"));
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: "111122223333",
      Arn: "arn:aws:sts::111122223333:assumed-role/patchboard-reader/AKIAEXAMPLE",
    });
  });

  test("EC2 gives names and run states, pages, and fails whole calls for one bad id", async () => {
    const ec2 = new EC2Client(configFor("us-east-1"));
    const { stopped, hybrid, windowsLarge } = await emulator.control.specialNodes();
    const InstanceIds = [stopped.instanceId, windowsLarge.instanceId];
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    const instances = (Reservations ?? []).flatMap((one) => one.Instances ?? []);
    expect(instances.map((one) => one.State?.Name)).toEqual(["stopped", "running"]);
    expect(instances[1]?.Tags).toContainEqual({ Key: "Name", Value: "win-pay-04" });
    const filtered = await ec2.send(
      new DescribeInstancesCommand({
        Filters: [{ Name: "instance-id", Values: [...InstanceIds, "i-0123456789abcdef0"] }],
      }),
    );
    expect(filtered.Reservations).toHaveLength(2);
    const page = await ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }));
    const next = await ec2.send(
      new DescribeInstancesCommand({ MaxResults: 5, NextToken: page.NextToken }),
    );
    expect(next.Reservations?.[0]?.Instances?.[0]?.InstanceId).not.toBe(
      page.Reservations?.[0]?.Instances?.[0]?.InstanceId,
    );
    const send = (ids: string[]) =>
      errorOf(ec2.send(new DescribeInstancesCommand({ InstanceIds: ids })));
    expect((await send([...InstanceIds, "i-0123456789abcdef0"])).name).toBe(
      "InvalidInstanceID.NotFound",
    );
    expect((await send([hybrid.instanceId])).name).toBe("InvalidInstanceID.Malformed");
  });

  test("tagging gives tags by ARN, by type and by tag, page by page", async () => {
    const client = new ResourceGroupsTaggingAPIClient(configFor("us-east-1"));
    const { hybrid, windowsLarge } = await emulator.control.specialNodes();
    const arns = [
      `arn:aws:ec2:us-east-1:111122223333:instance/${windowsLarge.instanceId}`,
      `arn:aws:ssm:us-east-1:111122223333:managed-instance/${hybrid.instanceId}`,
      "arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0",
    ];
    const byArn = await client.send(new GetResourcesCommand({ ResourceARNList: arns }));
    expect(byArn.ResourceTagMappingList?.map((one) => one.ResourceARN)).toEqual(arns.slice(0, 2));
    expect(byArn.ResourceTagMappingList?.[0]?.Tags).toContainEqual({
      Key: "Patch Group",
      Value: "Payments/Windows",
    });
    let found = 0;
    const pages = paginateGetResources(
      { client, pageSize: 20 },
      { ResourceTypeFilters: ["ec2:instance"], TagFilters: [{ Key: "Environment" }] },
    );
    for await (const page of pages) found += page.ResourceTagMappingList?.length ?? 0;
    expect(found).toBeGreaterThan(50);
    const both = client.send(
      new GetResourcesCommand({ ResourceARNList: arns, TagFilters: [{ Key: "Team" }] }),
    );
    expect((await errorOf(both)).name).toBe("InvalidParameterException");
  });
});

async function rowsOf(InstanceId: string, pageSize: number) {
  const rows = [];
  for await (const page of paginateDescribeInstancePatches(
    { client: ssm, pageSize },
    { InstanceId },
  )) {
    rows.push(...(page.Patches ?? []));
  }
  return rows;
}

async function statesOf(instanceId: string): Promise<string[]> {
  return (await rowsOf(instanceId, 50)).map((row) => String(row.State));
}

function countsOf(states: readonly string[]) {
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    Installed: count("Installed"),
    InstalledOther: count("InstalledOther"),
    InstalledPendingReboot: count("InstalledPendingReboot"),
    InstalledRejected: count("InstalledRejected"),
    Missing: count("Missing"),
    Failed: count("Failed"),
    NotApplicable: count("NotApplicable"),
    AvailableSecurityUpdate: count("AvailableSecurityUpdate"),
  };
}
