import { EC2Client, DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import {
  DescribeInstancePatchesCommand,
  DescribeInstancePatchStatesCommand,
  GetPatchBaselineCommand,
  paginateDescribeInstancePatches,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { FaultKind } from "@/lib/emulator/fault-rules";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };

let emulator: Emulator;
let instanceId: string;

function client(options: { maxAttempts?: number; requestTimeout?: number; region?: string } = {}) {
  const { maxAttempts = 1, requestTimeout = 5_000, region = "us-east-1" } = options;
  const requestHandler = new NodeHttpHandler({ requestTimeout, throwOnRequestTimeout: true });
  return new SSMClient({
    endpoint: emulator.url,
    region,
    credentials,
    maxAttempts,
    requestHandler,
  });
}

function patches(from: SSMClient, MaxResults = 50) {
  return from.send(new DescribeInstancePatchesCommand({ InstanceId: instanceId, MaxResults }));
}

interface SdkError {
  name: string;
  message: string;
  code?: string;
  $metadata?: { httpStatusCode?: number; attempts?: number };
}

async function errorOf(call: Promise<unknown>): Promise<SdkError> {
  return call.then(
    () => expect.fail("the call should fail"),
    (error: unknown) => error as SdkError,
  );
}

/** KB ids and titles of every row, and how many rows each page had. */
async function readPages(): Promise<{ rows: string[]; sizes: number[] }> {
  const rows: string[] = [];
  const sizes: number[] = [];
  const pages = paginateDescribeInstancePatches(
    { client: client(), pageSize: 50 },
    { InstanceId: instanceId },
  );
  for await (const page of pages) {
    sizes.push(page.Patches?.length ?? 0);
    rows.push(...(page.Patches ?? []).map((row) => `${row.KBId} ${row.Title}`));
  }
  return { rows, sizes };
}

beforeAll(async () => {
  emulator = await startEmulator({ now: "2026-11-21T14:00:00.000Z", nodes: { "us-east-1": 60 } });
  instanceId = (await emulator.control.specialNodes()).stale29Days.instanceId;
});

afterEach(() => emulator.control.reset());

afterAll(() => emulator.close());

describe("errors, as the SDK sees them", () => {
  test.each<[FaultKind, string, number]>([
    ["throttle", "ThrottlingException", 400],
    ["internalServerError", "InternalServerError", 500],
    ["html503", "SyntaxError", 503],
    ["expiredToken", "ExpiredTokenException", 400],
    ["accessDenied", "AccessDeniedException", 400],
  ])("%s is %s with status %i", async (kind, name, status) => {
    await emulator.control.addFault({ kind, operation: "DescribeInstancePatches" });
    const error = await errorOf(patches(client()));
    expect(error.name).toBe(name);
    expect(error.$metadata?.httpStatusCode).toBe(status);
  });

  test("a throttled call says Rate exceeded, a denied one holds ARNs", async () => {
    await emulator.control.addFault({ kind: "throttle", count: 1 });
    expect((await errorOf(patches(client()))).message).toBe("Rate exceeded");
    await emulator.control.addFault({ kind: "accessDenied", count: 1 });
    expect((await errorOf(patches(client()))).message).toMatch(
      /^User: arn:aws:sts::.* is not authorized to perform: ssm:DescribeInstancePatches on resource: arn:aws:ec2:us-east-1:/,
    );
  });

  test("a reset connection is a TimeoutError with code ECONNRESET, a truncated body fails too", async () => {
    await emulator.control.addFault({ kind: "reset", count: 1 });
    expect(await errorOf(patches(client()))).toMatchObject({ code: "ECONNRESET" });
    await emulator.control.addFault({ kind: "truncatedBody", count: 1 });
    expect(await errorOf(patches(client()))).toMatchObject({ code: "ECONNRESET" });
  });

  test("a hang lasts until the client's own timeout", async () => {
    await emulator.control.addFault({ kind: "hang" });
    const error = await errorOf(patches(client({ requestTimeout: 60 })));
    expect(error.name).toBe("TimeoutError");
  });

  test("a slow body arrives whole", async () => {
    await emulator.control.addFault({ kind: "slowBody", durationMs: 60, count: 1 });
    const startedAt = performance.now();
    expect((await patches(client())).Patches).toHaveLength(50);
    expect(performance.now() - startedAt).toBeGreaterThan(50);
  });

  test("a fault with a count ends after so many calls, and the SDK's retry gets through", async () => {
    await emulator.control.addFault({ kind: "internalServerError", count: 2 });
    const answer = await patches(client({ maxAttempts: 3 }));
    expect(answer.$metadata.attempts).toBe(3);
  });

  test("EC2 and STS fail in their own words", async () => {
    const config = { endpoint: emulator.url, region: "us-east-1", credentials, maxAttempts: 1 };
    await emulator.control.addFault({ kind: "accessDenied" });
    const ec2 = await errorOf(new EC2Client(config).send(new DescribeInstancesCommand({})));
    expect(ec2).toMatchObject({
      name: "UnauthorizedOperation",
      $metadata: { httpStatusCode: 403 },
    });
    const sts = await errorOf(new STSClient(config).send(new GetCallerIdentityCommand({})));
    expect(sts).toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
    await emulator.control.clearFaults();
    await emulator.control.addFault({ kind: "throttle" });
    const limited = await errorOf(new EC2Client(config).send(new DescribeInstancesCommand({})));
    expect(limited.name).toBe("RequestLimitExceeded");
  });
});

describe("whom a fault meets", () => {
  test("only its operation, Region and node", async () => {
    const id = await emulator.control.addFault({
      kind: "throttle",
      operation: "DescribeInstancePatches",
      region: "us-east-1",
      instanceId,
    });
    expect((await errorOf(patches(client()))).name).toBe("ThrottlingException");
    const other = (await emulator.control.specialNodes()).ubuntuLarge.instanceId;
    const answers = [
      client().send(new DescribeInstancePatchesCommand({ InstanceId: other })),
      client().send(new DescribeInstancePatchStatesCommand({ InstanceIds: [instanceId] })),
    ];
    expect((await Promise.all(answers)).map((answer) => answer.$metadata.httpStatusCode)).toEqual([
      200, 200,
    ]);
    expect((await errorOf(patches(client({ region: "eu-west-1" })))).name).toBe(
      "InvalidInstanceId",
    );
    expect((await emulator.control.faults()).map((fault) => fault.id)).toEqual([id]);
    await emulator.control.clearFaults(id);
    expect((await patches(client())).Patches).toHaveLength(50);
  });

  test("a token refused on page two is InvalidNextToken there and nowhere else", async () => {
    await emulator.control.addFault({ kind: "invalidNextToken", page: 2, count: 1 });
    expect((await errorOf(readPages())).name).toBe("InvalidNextToken");
    expect((await readPages()).rows.length).toBeGreaterThan(50);
  });

  test("a repeated token gives the same page again, which stopOnSameToken ends", async () => {
    await emulator.control.addFault({ kind: "repeatedToken" });
    const sizes = [];
    const pages = paginateDescribeInstancePatches(
      { client: client(), pageSize: 50, stopOnSameToken: true },
      { InstanceId: instanceId },
    );
    for await (const page of pages) sizes.push(page.Patches?.length);
    expect(sizes).toEqual([50, 50]);
  });
});

describe("paging quirks", () => {
  test("an empty page in the middle loses nothing", async () => {
    const plain = await readPages();
    await emulator.control.change({ quirks: { emptyPages: true } });
    const quirky = await readPages();
    expect(quirky.sizes[1]).toBe(0);
    expect(quirky.rows).toEqual(plain.rows);
  });

  test("short pages lose nothing", async () => {
    const plain = await readPages();
    await emulator.control.change({ quirks: { shortPages: true } });
    const quirky = await readPages();
    expect(quirky.sizes.every((size) => size < 50)).toBe(true);
    expect(quirky.rows).toEqual(plain.rows);
  });

  test("duplicate rows repeat the last row of the page before", async () => {
    const plain = await readPages();
    await emulator.control.addFault({
      kind: "duplicateRows",
      operation: "DescribeInstancePatches",
    });
    const quirky = await readPages();
    expect(quirky.rows.length).toBeGreaterThan(plain.rows.length);
    expect(quirky.rows[50]).toBe(quirky.rows[49]);
    expect([...new Set(quirky.rows)]).toEqual([...new Set(plain.rows)]);
  });

  test("the last page has no token, or an empty one when asked", async () => {
    const whole = new DescribeInstancePatchStatesCommand({ InstanceIds: [instanceId] });
    expect(await client().send(whole)).not.toHaveProperty("NextToken");
    await emulator.control.change({ quirks: { lastToken: "empty-string" } });
    expect((await client().send(whole)).NextToken).toBe("");
  });
});

describe("limits and counts", () => {
  test("each operation has its own bucket, and calls are counted with what was throttled", async () => {
    await emulator.control.change({ throttle: { ratePerSecond: 0.001, burst: 3 } });
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => patches(client())));
    expect(results.map((result) => result.status).toSorted()).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    const BaselineId = "pb-0123456789abcdef0";
    const other = await errorOf(client().send(new GetPatchBaselineCommand({ BaselineId })));
    expect(other.name).toBe("DoesNotExistException");
    const calls = await emulator.control.calls();
    expect(calls.byOperation["us-east-1/DescribeInstancePatches"]).toEqual({
      calls: 5,
      throttled: 2,
    });
    expect(calls).toMatchObject({ total: 6, throttled: 2 });
    expect(calls.last[0]).toMatchObject({
      operation: "DescribeInstancePatches",
      instanceId,
      pageNumber: 1,
    });
    expect(calls.last[0]?.at).toBeGreaterThan(1_600_000_000_000);
  });

  test("the log knows page numbers", async () => {
    await readPages();
    const { last } = await emulator.control.calls();
    expect(last.map((call) => call.pageNumber)).toEqual(last.map((_, index) => index + 1));
  });

  test("latency is added to every answer", async () => {
    await emulator.control.change({ latencyMs: 40 });
    const startedAt = performance.now();
    await patches(client());
    expect(performance.now() - startedAt).toBeGreaterThan(38);
  });

  test("the control path refuses what it does not know", async () => {
    const post = (path: string, body: string) =>
      fetch(`${emulator.url}/_emulator/${path}`, { method: "POST", body });
    expect((await post("settings", '{"latency":1}')).status).toBe(400);
    expect((await post("faults", '{"kind":"fire"}')).status).toBe(400);
    expect((await post("faults", "{")).status).toBe(400);
    expect((await post("nothing", "{}")).status).toBe(404);
  });
});
