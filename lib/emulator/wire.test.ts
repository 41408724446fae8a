import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const scope = "AKIAEXAMPLE/20261121/us-east-1/ssm/aws4_request";
const signed = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ now: "2026-11-21T14:00:00.000Z", nodes: { "us-east-1": 60 } });
});

afterAll(() => emulator.close());

async function ask(call: { target?: string; authorization?: string; body?: string }) {
  const response = await fetch(emulator.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": call.target ?? "AmazonSSM.DescribeInstancePatches",
      ...(call.authorization === "" ? {} : { authorization: call.authorization ?? signed }),
    },
    body: call.body ?? "{}",
  });
  return { response, text: await response.text() };
}

test.each([
  ["", "MissingAuthenticationTokenException"],
  ["Bearer abc", "IncompleteSignatureException"],
  [signed.replace(", Signature", ", Sig"), "IncompleteSignatureException"],
  [signed.replace("/us-east-1/ssm/", "/ssm/"), "IncompleteSignatureException"],
  [signed.replace("/ssm/", "/ec2/"), "InvalidSignatureException"],
])("an authorization header of the form %s is %s", async (authorization, code) => {
  const { response, text } = await ask({ authorization });
  expect(response.status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ __type: code });
});

test("an unknown operation and a body that is not JSON have their own errors", async () => {
  const unknown = await ask({ target: "AmazonSSM.SendCommand" });
  expect(JSON.parse(unknown.text)).toEqual({ __type: "UnknownOperationException" });
  const broken = await ask({ body: "{" });
  expect(JSON.parse(broken.text)).toEqual({ __type: "SerializationException" });
  const wrongType = await ask({ body: '{"InstanceId":7}' });
  expect(JSON.parse(wrongType.text)).toMatchObject({ __type: "SerializationException" });
});

test("every answer has a request id, and a missing member is named", async () => {
  const { response, text } = await ask({});
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.parse(text)).toEqual({
    __type: "ValidationException",
    message:
      "1 validation error detected: Value null at 'instanceId' failed to satisfy constraint: Member must not be null",
  });
});

test("times are floats, never ISO, and states are PascalCase", async () => {
  const { windowsLarge } = await emulator.control.specialNodes();
  const body = JSON.stringify({ InstanceId: windowsLarge.instanceId, MaxResults: 50 });
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page =
      token === undefined ? body : JSON.stringify({ ...JSON.parse(body), NextToken: token });
    const { text } = await ask({ body: page });
    for (const [, time] of text.matchAll(/"InstalledTime":([^,}]+)/g)) seen.add(time ?? "");
    token = (JSON.parse(text) as { NextToken?: string }).NextToken;
  } while (token !== undefined);
  expect(seen).toContain("0.0");
  expect(seen).toContain("-62135596800.0");
  expect([...seen].every((time) => /^-?\d+\.\d+$/.test(time))).toBe(true);
});
