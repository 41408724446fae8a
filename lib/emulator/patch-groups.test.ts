import {
  DescribeInstancePatchStatesForPatchGroupCommand,
  type DescribeInstancePatchStatesForPatchGroupCommandInput,
  DescribePatchGroupsCommand,
  DescribePatchGroupStateCommand,
  GetDefaultPatchBaselineCommand,
  GetPatchBaselineForPatchGroupCommand,
  type InstancePatchState,
  paginateDescribeInstancePatchStatesForPatchGroup,
  paginateDescribePatchGroups,
  type PatchGroupPatchBaselineMapping,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };

let emulator: Emulator;
let ssm: SSMClient;

beforeAll(async () => {
  emulator = await startEmulator({
    now: "2026-11-21T14:00:00.000Z",
    nodes: { "us-east-1": 160 },
  });
  ssm = new SSMClient({ endpoint: emulator.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterAll(() => emulator.close());

async function errorOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  return call.then(
    () => expect.fail("the call should fail"),
    (error: unknown) => error as { name: string; message: string },
  );
}

async function statesOf(
  input: DescribeInstancePatchStatesForPatchGroupCommandInput,
  pageSize = 50,
): Promise<InstancePatchState[]> {
  const states: InstancePatchState[] = [];
  const pages = paginateDescribeInstancePatchStatesForPatchGroup({ client: ssm, pageSize }, input);
  for await (const page of pages) states.push(...(page.InstancePatchStates ?? []));
  return states;
}

describe("DescribeInstancePatchStatesForPatchGroup", () => {
  test("gives every scanned node of the group and no other, whatever the page size", async () => {
    const states = await statesOf({ PatchGroup: "Prod/Web" });
    expect(states.length).toBeGreaterThan(10);
    expect(new Set(states.map((state) => state.PatchGroup))).toEqual(new Set(["Prod/Web"]));
    expect(await statesOf({ PatchGroup: "Prod/Web" }, 10)).toEqual(states);
    expect((await errorOf(statesOf({ PatchGroup: "nobody's" }))).name).toBe("ValidationException");
    expect(await statesOf({ PatchGroup: "nobody" })).toEqual([]);
  });

  test("compares counts", async () => {
    const all = await statesOf({ PatchGroup: "Prod/Web" });
    const filtered = async (Type: "Equal" | "NotEqual" | "LessThan" | "GreaterThan") =>
      (
        await statesOf({
          PatchGroup: "Prod/Web",
          Filters: [{ Key: "MissingCount", Values: ["1"], Type }],
        })
      ).map((state) => state.InstanceId);
    const expected = (passes: (missing: number) => boolean) =>
      all.filter((state) => passes(state.MissingCount ?? -1)).map((state) => state.InstanceId);
    expect(await filtered("Equal")).toEqual(expected((missing) => missing === 1));
    expect(await filtered("NotEqual")).toEqual(expected((missing) => missing !== 1));
    expect(await filtered("LessThan")).toEqual(expected((missing) => missing < 1));
    expect(await filtered("GreaterThan")).toEqual(expected((missing) => missing > 1));
    expect((await filtered("GreaterThan")).length).toBeGreaterThan(0);
  });

  test("refuses other keys, words for numbers, more than 50 a page and another group's token", async () => {
    const send = (
      input: Omit<DescribeInstancePatchStatesForPatchGroupCommandInput, "PatchGroup">,
    ) =>
      errorOf(
        ssm.send(
          new DescribeInstancePatchStatesForPatchGroupCommand({ PatchGroup: "Prod/Web", ...input }),
        ),
      );
    const filter = (Key: string, value: string) =>
      send({ Filters: [{ Key, Values: [value], Type: "Equal" }] });
    expect((await filter("CriticalNonCompliantCount", "1")).name).toBe("InvalidFilter");
    expect((await filter("MissingCount", "one")).name).toBe("InvalidFilter");
    expect((await send({ MaxResults: 100 })).message).toContain("less than or equal to 50");
    const page = await ssm.send(
      new DescribeInstancePatchStatesForPatchGroupCommand({
        PatchGroup: "Prod/Web",
        MaxResults: 10,
      }),
    );
    const other = new DescribeInstancePatchStatesForPatchGroupCommand({
      PatchGroup: "Platform",
      MaxResults: 10,
      NextToken: page.NextToken,
    });
    expect((await errorOf(ssm.send(other))).name).toBe("InvalidNextToken");
    const two = send({ Filters: [{ Key: "MissingCount", Values: ["1", "2"], Type: "Equal" }] });
    expect((await two).message).toContain("at 'filters.1.member.values'");
  });
});

test("DescribePatchGroupState counts what the nodes' counters say", async () => {
  const states = await statesOf({ PatchGroup: "Payments/Windows" });
  const nodesWith = (counter: keyof InstancePatchState) =>
    states.filter((state) => Number(state[counter] ?? 0) > 0).length;
  const { $metadata, ...answer } = await ssm.send(
    new DescribePatchGroupStateCommand({ PatchGroup: "Payments/Windows" }),
  );
  expect($metadata.httpStatusCode).toBe(200);
  expect(answer).toEqual({
    Instances: states.length,
    InstancesWithInstalledPatches: nodesWith("InstalledCount"),
    InstancesWithInstalledOtherPatches: nodesWith("InstalledOtherCount"),
    InstancesWithInstalledPendingRebootPatches: nodesWith("InstalledPendingRebootCount"),
    InstancesWithInstalledRejectedPatches: nodesWith("InstalledRejectedCount"),
    InstancesWithMissingPatches: nodesWith("MissingCount"),
    InstancesWithFailedPatches: nodesWith("FailedCount"),
    InstancesWithNotApplicablePatches: nodesWith("NotApplicableCount"),
    InstancesWithUnreportedNotApplicablePatches: nodesWith("UnreportedNotApplicableCount"),
    InstancesWithCriticalNonCompliantPatches: nodesWith("CriticalNonCompliantCount"),
    InstancesWithSecurityNonCompliantPatches: nodesWith("SecurityNonCompliantCount"),
    InstancesWithOtherNonCompliantPatches: nodesWith("OtherNonCompliantCount"),
    InstancesWithAvailableSecurityUpdates: nodesWith("AvailableSecurityUpdateCount"),
  });
  expect(answer.InstancesWithMissingPatches).toBeGreaterThan(0);
  const nobody = await ssm.send(new DescribePatchGroupStateCommand({ PatchGroup: "nobody" }));
  expect(nobody).toMatchObject({ Instances: 0, InstancesWithMissingPatches: 0 });
});

describe("DescribePatchGroups", () => {
  test("lists registered groups once for each operating system, and no group that only tags name", async () => {
    const mappings: PatchGroupPatchBaselineMapping[] = [];
    for await (const page of paginateDescribePatchGroups({ client: ssm, pageSize: 3 }, {}))
      mappings.push(...(page.Mappings ?? []));
    const groups = mappings.map((mapping) => mapping.PatchGroup);
    expect(groups).toContain("本番");
    expect(groups.filter((group) => group === "Lab: all/options")).toHaveLength(2);
    expect(groups).not.toContain("Ops: night/shift+weekend=2 @tokyo");
    expect(Math.max(...groups.map((group) => group?.length ?? 0))).toBe(256);
    const keys = mappings.map(
      ({ PatchGroup, BaselineIdentity }) => `${PatchGroup} ${BaselineIdentity?.OperatingSystem}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(mappings[0]?.BaselineIdentity).toMatchObject({
      BaselineId: expect.stringMatching(/^pb-0[0-9a-f]{16}$/),
      BaselineName: "prod-windows-2022",
      OperatingSystem: "WINDOWS",
      DefaultBaseline: false,
    });
  });

  test("filters by prefix and by operating system and refuses other keys", async () => {
    const send = (Key: string, value: string) =>
      ssm.send(new DescribePatchGroupsCommand({ Filters: [{ Key, Values: [value] }] }));
    const prefixed = await send("NAME_PREFIX", "Payments/");
    expect(prefixed.Mappings?.map((mapping) => mapping.PatchGroup)).toEqual([
      "Payments/Windows",
      "Payments/SQL",
    ]);
    const suse = await send("OPERATING_SYSTEM", "SUSE");
    expect(suse.Mappings?.map((mapping) => mapping.PatchGroup)).toContain("SAP");
    expect((await errorOf(send("OWNER", "Self"))).message).toContain("Invalid Filter Key: OWNER");
  });
});

describe("the baseline of a system or group", () => {
  test("is the Windows one unless a system is named", async () => {
    const byDefault = await ssm.send(new GetDefaultPatchBaselineCommand({}));
    expect(byDefault).toMatchObject({
      BaselineId: "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-09ca3fb51f0412ec3",
      OperatingSystem: "WINDOWS",
    });
    const debian = await ssm.send(
      new GetDefaultPatchBaselineCommand({ OperatingSystem: "DEBIAN" }),
    );
    expect(debian.BaselineId).toContain("pb-09a5f8eb62bde80b1");
    const wrong = new GetDefaultPatchBaselineCommand({ OperatingSystem: "BEOS" as "DEBIAN" });
    expect((await errorOf(ssm.send(wrong))).message).toContain(
      "Value 'BEOS' at 'operatingSystem' failed to satisfy constraint: Member must satisfy enum value set",
    );
  });

  test("is the one that the group's nodes report, and the default for a group without one", async () => {
    const [node] = await statesOf({ PatchGroup: "Prod/DB" });
    const send = (PatchGroup: string, OperatingSystem?: "REDHAT_ENTERPRISE_LINUX") =>
      ssm.send(new GetPatchBaselineForPatchGroupCommand({ PatchGroup, OperatingSystem }));
    const registered = await send("Prod/DB", "REDHAT_ENTERPRISE_LINUX");
    expect(registered.BaselineId).toBe(node?.BaselineId);
    const onWindows = await send("Prod/DB");
    expect(onWindows).toMatchObject({ PatchGroup: "Prod/DB", OperatingSystem: "WINDOWS" });
    expect(onWindows.BaselineId).toContain("pb-09ca3fb51f0412ec3");
  });
});
