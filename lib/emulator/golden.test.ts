import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  DescribeInstancePatchesCommand,
  DescribeInstancePatchStatesCommand,
  GetPatchBaselineCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";

interface GoldenError {
  case: string;
  status: number;
  contentType: string;
  errorName: string;
  body: string;
}

const folder = join(import.meta.dirname, "data", "golden");
const golden = (file: string) => readFileSync(join(folder, `${file}.json`), "utf8");
const errors = JSON.parse(golden("errors")) as GoldenError[];

let answer = { status: 200, contentType: "application/x-amz-json-1.1", body: "{}" };
let server: Server;
let ssm: SSMClient;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(answer.status, { "content-type": answer.contentType }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  ssm = new SSMClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" },
    maxAttempts: 1,
  });
});

afterAll(() => server.close());

function serve(file: string): void {
  answer = { status: 200, contentType: "application/x-amz-json-1.1", body: golden(file) };
}

const patches = () =>
  ssm.send(new DescribeInstancePatchesCommand({ InstanceId: "i-0123456789abcdef0" }));

test("the SDK reads the quoted rows with their odd times", async () => {
  serve("describe-instance-patches.not-applicable");
  expect((await patches()).Patches?.[0]?.InstalledTime).toEqual(new Date(0));
  serve("describe-instance-patches.year-one");
  expect((await patches()).Patches?.[0]?.InstalledTime?.getUTCFullYear()).toBe(1);
  serve("describe-instance-patches.aws-cli-example");
  expect((await patches()).Patches?.map((row) => row.InstalledTime?.toISOString())).toEqual([
    "2019-01-09T00:00:00.000Z",
    "2019-02-08T00:00:00.000Z",
  ]);
  serve("describe-instance-patches.every-state");
  expect(new Set((await patches()).Patches?.map((row) => row.State)).size).toBe(10);
  serve("describe-instance-patches.empty-page");
  expect(await patches()).toMatchObject({ Patches: [], NextToken: expect.stringMatching(/./) });
});

test("the SDK reads the quoted node patch states and baseline", async () => {
  const states = () => ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds: [] }));
  serve("describe-instance-patch-states.aws-cli-example");
  expect((await states()).InstancePatchStates?.[0]?.OperationEndTime?.toISOString()).toBe(
    "2021-05-03T18:01:09.000Z",
  );
  serve("describe-instance-patch-states.old-node");
  const [old] = (await states()).InstancePatchStates ?? [];
  expect(old).toMatchObject({ PatchGroup: "", UnreportedNotApplicableCount: -1 });
  expect(old).not.toHaveProperty("CriticalNonCompliantCount");
  serve("get-patch-baseline.aws-cli-example");
  const baseline = await ssm.send(new GetPatchBaselineCommand({ BaselineId: "pb-0" }));
  expect(baseline.ApprovalRules?.PatchRules?.[0]?.ApproveAfterDays).toBe(0);
});

test.each(errors)('the SDK names the error "$case" $errorName', async (error) => {
  answer = error;
  await expect(patches()).rejects.toMatchObject({
    name: error.errorName,
    $metadata: { httpStatusCode: error.status },
  });
});
