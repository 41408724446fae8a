import {
  DescribeMaintenanceWindowsCommand,
  DescribeMaintenanceWindowTargetsCommand,
  DescribeMaintenanceWindowTasksCommand,
  ListTagsForResourceCommand,
  type ListTagsForResourceCommandInput,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };
const now = "2026-11-21T14:00:00.000Z";

let emulator: Emulator;
let ssm: SSMClient;

beforeAll(async () => {
  emulator = await startEmulator({ now, nodes: { "us-east-1": 60, "eu-west-1": 20 } });
  ssm = clientFor("us-east-1");
});

afterAll(() => emulator.close());

function clientFor(region: string): SSMClient {
  return new SSMClient({ endpoint: emulator.url, region, credentials, maxAttempts: 1 });
}

async function errorOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  return call.then(
    () => expect.fail("the call should fail"),
    (error: unknown) => error as { name: string; message: string },
  );
}

async function windows(filters: Record<string, string> = {}, client = ssm) {
  const Filters = Object.entries(filters).map(([Key, value]) => ({ Key, Values: [value] }));
  return (
    (await client.send(new DescribeMaintenanceWindowsCommand({ Filters }))).WindowIdentities ?? []
  );
}

describe("maintenance windows", () => {
  test("are an install, a scan and one switched off, with texts for times", async () => {
    const [install, scan, off] = await windows();
    expect(install).toMatchObject({
      WindowId: expect.stringMatching(/^mw-[0-9a-f]{17}$/),
      Enabled: true,
      NextExecutionTime: "2026-11-22T02:00Z",
    });
    expect(scan?.NextExecutionTime).toBe("2026-11-22T05:30Z");
    expect(off?.Enabled).toBe(false);
    expect(off).not.toHaveProperty("NextExecutionTime");
    const elsewhere = await windows({}, clientFor("eu-west-1"));
    expect(elsewhere[0]?.WindowId).not.toBe(install?.WindowId);
    expect(await windows({}, clientFor("us-west-2"))).toEqual([]);
  });

  test("are filtered by name and by whether they run", async () => {
    expect(await windows({ Enabled: "False" })).toHaveLength(1);
    const named = await windows({ Name: "daily-patch-scan", Enabled: "true" });
    expect(named.map((window) => window.Name)).toEqual(["daily-patch-scan"]);
    expect((await errorOf(windows({ Owner: "me" }))).message).toContain(
      "Invalid Filter Key: Owner",
    );
    const few = new DescribeMaintenanceWindowsCommand({ MaxResults: 5 });
    expect((await errorOf(ssm.send(few))).message).toContain("greater than or equal to 10");
  });

  test("tell their targets and tasks", async () => {
    const [install, scan] = await windows();
    const { Targets } = await ssm.send(
      new DescribeMaintenanceWindowTargetsCommand({ WindowId: install?.WindowId }),
    );
    expect(Targets?.[0]).toMatchObject({
      ResourceType: "INSTANCE",
      Targets: [{ Key: "tag:Patch Group", Values: ["Prod/Web", "Prod/DB", "Payments/Windows"] }],
    });
    const tasksOf = async (WindowId: string | undefined, Priority?: string) => {
      const Filters = Priority === undefined ? [] : [{ Key: "Priority", Values: [Priority] }];
      const answer = await ssm.send(
        new DescribeMaintenanceWindowTasksCommand({ WindowId, Filters }),
      );
      return answer.Tasks ?? [];
    };
    expect(await tasksOf(install?.WindowId, "1")).toMatchObject([
      {
        TaskArn: "AWS-RunPatchBaseline",
        Type: "RUN_COMMAND",
        Targets: [{ Key: "WindowTargetIds", Values: [Targets?.[0]?.WindowTargetId] }],
        TaskParameters: { Operation: { Values: ["Install"] } },
      },
    ]);
    expect(await tasksOf(install?.WindowId, "2")).toEqual([]);
    expect((await tasksOf(scan?.WindowId))[0]).toMatchObject({
      TaskArn: "arn:aws:ssm:us-east-1::document/AWS-RunPatchBaseline",
      TaskParameters: { Operation: { Values: ["Scan"] } },
    });
  });

  test("that are not there are named", async () => {
    const WindowId = "mw-0123456789abcdef0";
    for (const command of [
      ssm.send(new DescribeMaintenanceWindowTargetsCommand({ WindowId })),
      ssm.send(new DescribeMaintenanceWindowTasksCommand({ WindowId })),
    ])
      expect((await errorOf(command)).name).toBe("DoesNotExistException");
    const short = new DescribeMaintenanceWindowTasksCommand({ WindowId: "mw-1" });
    expect((await errorOf(ssm.send(short))).name).toBe("ValidationException");
  });
});

describe("ListTagsForResource", () => {
  const send = (ResourceType: string, ResourceId: string) => {
    const input = { ResourceType, ResourceId } as ListTagsForResourceCommandInput;
    return ssm.send(new ListTagsForResourceCommand(input));
  };

  test("gives the tags of hybrid nodes, own baselines and windows", async () => {
    const { hybrid } = await emulator.control.specialNodes();
    const node = await send("ManagedInstance", hybrid.instanceId);
    expect(node.TagList).toContainEqual({ Key: "Patch Group", Value: "Stores" });
    const { usesEverything } = await emulator.control.specialBaselines();
    expect((await send("PatchBaseline", usesEverything.baselineId)).TagList).toEqual([]);
    const [install] = await windows();
    const window = await send("MaintenanceWindow", install?.WindowId ?? "");
    expect(window.TagList).toContainEqual({ Key: "Team", Value: "sre" });
  });

  test("refuses EC2 nodes in AWS's words, AWS's baselines and unknown ids", async () => {
    const { windowsLarge } = await emulator.control.specialNodes();
    expect(await errorOf(send("ManagedInstance", windowsLarge.instanceId))).toMatchObject({
      name: "ValidationException",
      message: "resourceId should be in format mi-[0-9a-f]{17} for resource type ManagedInstance",
    });
    const { managedWindows } = await emulator.control.specialBaselines();
    for (const [type, id] of [
      ["ManagedInstance", "mi-0123456789abcdef0"],
      ["PatchBaseline", managedWindows.baselineId],
      ["PatchBaseline", managedWindows.arn ?? ""],
      ["Parameter", "/a/b"],
    ] as const)
      expect((await errorOf(send(type, id))).name).toBe("InvalidResourceId");
    expect((await errorOf(send("Bucket", "x"))).message).toContain("at 'resourceType'");
  });
});
