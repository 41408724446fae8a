import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeInstancePatchesCommand,
  DescribePatchBaselinesCommand,
  paginateDescribeInstanceInformation,
  SSMClient,
} from "@aws-sdk/client-ssm";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const [hub, member, guarded] = ["111122223333", "444455556666", "777788889999"];
const now = "2026-11-21T14:00:00.000Z";
const roleArn = (account: string) => `arn:aws:iam::${account}:role/path/to/PatchReader`;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({
    now,
    accounts: {
      [hub]: { "us-east-1": 60, "eu-west-1": 20 },
      [member]: { "us-east-1": 40 },
      [guarded]: { "eu-west-1": 10 },
    },
    externalIds: { [guarded]: "open-sesame" },
  });
});

afterEach(() => emulator.control.reset());

afterAll(() => emulator.close());

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

const hubKeys: Keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };

function configFor(credentials: Keys, region = "us-east-1") {
  return { endpoint: emulator.url, region, credentials, maxAttempts: 1 };
}

async function errorOf(call: Promise<unknown>) {
  return call.then(
    () => expect.fail("the call should fail"),
    (error: unknown) =>
      error as { name: string; message: string; $metadata: { httpStatusCode?: number } },
  );
}

function assume(change: Partial<AssumeRoleCommandInput> = {}, credentials = hubKeys) {
  const input = { RoleArn: roleArn(member), RoleSessionName: "patchboard", ...change };
  return new STSClient(configFor(credentials)).send(new AssumeRoleCommand(input));
}

async function keysOf(change: Partial<AssumeRoleCommandInput> = {}): Promise<Keys> {
  const { Credentials: given } = await assume(change);
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}

async function accountOf(credentials: Keys): Promise<string | undefined> {
  const sts = new STSClient(configFor(credentials));
  return (await sts.send(new GetCallerIdentityCommand({}))).Account;
}

async function idsOf(credentials: Keys, region = "us-east-1"): Promise<string[]> {
  const ids: string[] = [];
  const client = new SSMClient(configFor(credentials, region));
  for await (const page of paginateDescribeInstanceInformation({ client, pageSize: 50 }, {}))
    for (const node of page.InstanceInformationList ?? []) ids.push(node.InstanceId ?? "");
  return ids;
}

describe("several accounts", () => {
  test("have nodes, baselines and groups of their own, told apart by the key", async () => {
    const memberKeys = await keysOf();
    const [ofHub, ofMember] = [await idsOf(hubKeys), await idsOf(memberKeys)];
    expect(ofHub.length).toBeGreaterThan(50);
    expect(ofMember.length).toBeGreaterThan(30);
    expect(ofMember.filter((id) => ofHub.includes(id))).toEqual([]);
    const foreign = new DescribeInstancePatchesCommand({ InstanceId: ofHub[0] });
    expect((await errorOf(new SSMClient(configFor(memberKeys)).send(foreign))).name).toBe(
      "InvalidInstanceId",
    );
    const own = async (keys: Keys) => {
      const Filters = [{ Key: "OWNER", Values: ["Self"] }];
      const answer = await new SSMClient(configFor(keys)).send(
        new DescribePatchBaselinesCommand({ Filters }),
      );
      return answer.BaselineIdentities?.map((baseline) => baseline.BaselineId) ?? [];
    };
    const [hubs, members] = [await own(hubKeys), await own(memberKeys)];
    expect(members.length).toBe(hubs.length);
    expect(members.filter((id) => hubs.includes(id))).toEqual([]);
    expect(await idsOf(memberKeys, "eu-west-1")).toEqual([]);
  });

  test("belong to long-lived keys that hold the account's digits", async () => {
    const keys = { accessKeyId: `AKIA${member}`, secretAccessKey: "not-a-secret" };
    expect(await accountOf(keys)).toBe(member);
    expect(await accountOf(hubKeys)).toBe(hub);
    const ec2 = new EC2Client(configFor(keys));
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }));
    expect(Reservations?.[0]?.OwnerId).toBe(member);
  });

  test("keep the special nodes in the first one", async () => {
    const nodes = Object.values(await emulator.control.specialNodes());
    expect(new Set(nodes.map(({ account }) => account))).toEqual(new Set([hub]));
    expect((await emulator.control.specialBaselines()).managedWindows.account).toBe(hub);
  });

  test("do not change the nodes that one account alone has", async () => {
    const alone = await startEmulator({ now, nodes: { "us-east-1": 60, "eu-west-1": 20 } });
    expect(await alone.control.specialNodes()).toEqual(await emulator.control.specialNodes());
    await alone.close();
  });
});

describe("AssumeRole", () => {
  test("gives a session of the role's account that says who it is and when it ends", async () => {
    const before = Date.now();
    const answer = await assume({ DurationSeconds: 900, Policy: '{"Version":"2012-10-17"}' });
    const arn = `arn:aws:sts::${member}:assumed-role/PatchReader/patchboard`;
    expect(answer.AssumedRoleUser?.Arn).toBe(arn);
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA\w{16}$/);
    const lifetimeMs = (answer.Credentials?.Expiration?.getTime() ?? 0) - before;
    expect(Math.abs(lifetimeMs - 900_000)).toBeLessThan(5_000);
    const sts = new STSClient(configFor(await keysOf()));
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: member, Arn: arn });
    expect(identity.UserId).toBe(answer.AssumedRoleUser?.AssumedRoleId);
  });

  test("asks for the external id where the fleet says so, and takes any elsewhere", async () => {
    const RoleArn = roleArn(guarded);
    for (const ExternalId of [undefined, "open-sesam"]) {
      const error = await errorOf(assume({ RoleArn, ExternalId }));
      expect(error.name).toBe("AccessDenied");
      expect(error.$metadata.httpStatusCode).toBe(403);
      expect(error.message).toContain(
        `not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      );
    }
    expect(await accountOf(await keysOf({ RoleArn, ExternalId: "open-sesame" }))).toBe(guarded);
    expect(await accountOf(await keysOf({ ExternalId: "whatever" }))).toBe(member);
    const unknown = await errorOf(assume({ RoleArn: roleArn("123456789012") }));
    expect(unknown.name).toBe("AccessDenied");
  });

  test("refuses what AWS refuses", async () => {
    const nameOf = async (change: Partial<AssumeRoleCommandInput>) =>
      (await errorOf(assume(change))).name;
    expect(await nameOf({ DurationSeconds: 899 })).toBe("ValidationError");
    expect(await nameOf({ DurationSeconds: 43_201 })).toBe("ValidationError");
    expect(await nameOf({ RoleSessionName: "a session" })).toBe("ValidationError");
    expect(await nameOf({ RoleArn: `arn:aws:iam::${member}:user/PatchReader` })).toBe(
      "ValidationError",
    );
    expect(await nameOf({ Policy: "{" })).toBe("MalformedPolicyDocumentException");
    expect(await nameOf({ Policy: `"${"x".repeat(2_048)}"` })).toBe("ValidationError");
    const chained = assume({ DurationSeconds: 7_200 }, await keysOf());
    expect((await errorOf(chained)).message).toContain("role chaining");
  });

  test("gives keys that end by the emulator's clock, in each service's words", async () => {
    const keys = await keysOf({ DurationSeconds: 900 });
    await emulator.control.change({ clockAheadMs: 899_000 });
    expect(await accountOf(keys)).toBe(member);
    await emulator.control.change({ clockAheadMs: 901_000 });
    expect((await errorOf(idsOf(keys))).name).toBe("ExpiredTokenException");
    expect((await errorOf(accountOf(keys))).name).toMatch(/^ExpiredToken/);
    const ec2 = new EC2Client(configFor(keys)).send(new DescribeInstancesCommand({}));
    expect((await errorOf(ec2)).name).toBe("RequestExpired");
    expect(await accountOf(hubKeys)).toBe(hub);
  });

  test("gives keys that are worth nothing without their token or at another emulator", async () => {
    const { sessionToken: _, ...bare } = await keysOf();
    expect((await errorOf(idsOf(bare))).name).toBe("UnrecognizedClientException");
    expect((await errorOf(accountOf(bare))).name).toBe("InvalidClientTokenId");
    const stale = { ...hubKeys, accessKeyId: "ASIAEMUABCDEFGHIJKLM", sessionToken: "x" };
    expect((await errorOf(idsOf(stale))).name).toBe("UnrecognizedClientException");
  });
});

describe("the fault wrongAccount", () => {
  test("makes a role give a session of another account", async () => {
    await emulator.control.addFault({
      kind: "wrongAccount",
      operation: "AssumeRole",
      account: member,
      count: 1,
    });
    expect(await accountOf(await keysOf())).toBe(hub);
    expect(await accountOf(await keysOf())).toBe(member);
  });

  test("makes a key answer for another account", async () => {
    await emulator.control.addFault({ kind: "wrongAccount", operation: "GetCallerIdentity" });
    expect(await accountOf(hubKeys)).toBe(member);
    expect((await idsOf(hubKeys)).length).toBeGreaterThan(50);
  });
});

describe("organizations ListAccounts", () => {
  async function listAccounts(accessKeyId: string, body: object) {
    const scope = `${accessKeyId}/20261121/us-east-1/organizations/aws4_request`;
    const response = await fetch(emulator.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSOrganizationsV20161128.ListAccounts",
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${"0".repeat(64)}`,
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as {
      __type?: string;
      Message?: string;
      NextToken?: string;
      Accounts?: { Id: string; State: string }[];
    };
  }

  test("lists the accounts and their states, page by page", async () => {
    const { Accounts } = await listAccounts("AKIAEXAMPLE", {});
    expect(Accounts?.map(({ Id }) => Id)).toEqual([hub, member, guarded, "555500009999"]);
    expect(Accounts?.map(({ State }) => State)).toEqual([
      "ACTIVE",
      "ACTIVE",
      "ACTIVE",
      "SUSPENDED",
    ]);
    expect(Accounts?.[0]).not.toHaveProperty("Status");
    const first = await listAccounts("AKIAEXAMPLE", { MaxResults: 3 });
    const rest = await listAccounts("AKIAEXAMPLE", { MaxResults: 3, NextToken: first.NextToken });
    expect([...(first.Accounts ?? []), ...(rest.Accounts ?? [])]).toEqual(Accounts);
    expect(rest.NextToken).toBeUndefined();
  });

  test("is for the management account, takes twenty a page and throttles by its own name", async () => {
    const elsewhere = await listAccounts(`AKIA${member}`, {});
    expect(elsewhere.__type).toBe("AccessDeniedException");
    const tooMany = await listAccounts("AKIAEXAMPLE", { MaxResults: 21 });
    expect(tooMany).toMatchObject({ __type: "InvalidInputException" });
    const token = await listAccounts("AKIAEXAMPLE", { NextToken: "made-up" });
    expect(token).toMatchObject({ __type: "InvalidInputException" });
    await emulator.control.addFault({ kind: "throttle", operation: "ListAccounts" });
    expect((await listAccounts("AKIAEXAMPLE", {})).__type).toBe("TooManyRequestsException");
  });
});
