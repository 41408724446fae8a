import "server-only";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { AwsAttempt } from "@/lib/server/aws/aws-observer";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { Clock } from "@/lib/server/aws/clock";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { leapingClock } from "@/lib/server/aws/leaping-clock";
import { openTestSource } from "@/lib/server/aws/open-test-source";
import type { SourceOptions } from "@/lib/server/aws/source-clients";
import { startStubEndpoint, type StubAnswer } from "@/lib/server/aws/stub-endpoint";

const node = "i-0abcdef1234567890" as InstanceId;
vi.setConfig({ testTimeout: 30_000 });

const closing: Array<() => unknown> = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function openStub(
  answer: (index: number) => StubAnswer,
  options: Partial<SourceOptions> = {},
) {
  const stub = await startStubEndpoint((_request, index) => answer(index));
  const clients = openTestSource(stub.url, options);
  closing.push(stub.close, clients.close);
  return { stub, clients };
}

function awsFault(
  name: string,
  status = 400,
  message: string | null = "for arn:aws:iam::1:role/x",
) {
  const text = message === null ? {} : { Message: message };
  return { status, json: { __type: `com.amazonaws.ssm#${name}`, ...text } };
}

const noPatches = { json: { Patches: [] } };
const throttle = awsFault("ThrottlingException", 400, "Rate exceeded");
const html = "<html><body>503 Service Temporarily Unavailable</body></html>";

const failures: ReadonlyArray<readonly [string, StubAnswer, string]> = [
  ["AccessDeniedException", awsFault("AccessDeniedException"), "accessDenied"],
  ["AccessDenied with status 403", awsFault("AccessDenied", 403), "accessDenied"],
  ["ExpiredTokenException", awsFault("ExpiredTokenException"), "credentialsExpired"],
  ["UnrecognizedClientException", awsFault("UnrecognizedClientException"), "credentialsExpired"],
  ["InvalidSignatureException", awsFault("InvalidSignatureException"), "credentialsExpired"],
  ["InternalServerError", awsFault("InternalServerError", 500), "awsUnavailable"],
  ["an HTML page with status 503", { status: 503, text: html }, "awsUnavailable"],
  ["an HTML page with status 200", { status: 200, text: html }, "badAnswer"],
  ["an HTML page with status 403", { status: 403, text: html }, "badAnswer"],
  ["a proxy that wants a password", { status: 407, text: "" }, "awsUnreachable"],
  ["a reset connection", "reset", "awsUnreachable"],
  ["a body that stops half way", "halfABody", "awsTimeout"],
  ["an answer that never begins", "hang", "awsTimeout"],
  ["InvalidFilter", awsFault("InvalidFilter"), "requestRefused"],
  [
    "ValidationException without a text",
    awsFault("ValidationException", 400, null),
    "requestRefused",
  ],
  [
    "a time in ISO 8601 where SSM sends seconds",
    { json: { Patches: [{ KBId: "KB1", InstalledTime: "2026-01-01T00:00:00Z" }] } },
    "badAnswer",
  ],
];

describe("a call of AWS", () => {
  it.each(failures)("that meets %s fails in our words", async (_name, answer, code) => {
    const patience = answer === "hang" || answer === "halfABody" ? { requestTimeoutMs: 150 } : {};
    const { clients } = await openStub(() => answer, { maxAttempts: 1, ...patience });
    const error = await describeInstancePatches(clients, node).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AwsReadError);
    expect(error).toMatchObject({ code });
    const { detail, cause } = error as AwsReadError;
    expect(detail).toMatch(/^DescribeInstancePatches in 111122223333\/us-east-1: [^<]+\.$/);
    expect(detail).not.toContain("arn:");
    expect(cause).toBeInstanceOf(Error);
  });

  it("says AWS's request id, and how long AWS asked us to wait", async () => {
    const { clients } = await openStub(
      () => ({ status: 503, text: html, headers: { "retry-after": "7" } }),
      { maxAttempts: 1 },
    );
    await expect(describeInstancePatches(clients, node)).rejects.toMatchObject({
      awsRequestId: "11111111-2222-4333-8444-555555555555",
      retryAfterMs: 7_000,
    });
  });

  it.each([
    ["reset"],
    [{ status: 503, text: html }],
    [awsFault("InternalServerError", 500)],
  ] as const)("survives %j twice", async (fault) => {
    const { clients, stub } = await openStub((index) => (index < 2 ? fault : noPatches));
    await expect(describeInstancePatches(clients, node)).resolves.toEqual([]);
    expect(stub.requests).toHaveLength(3);
  });

  it("is refused by a closed port as unreachable", async () => {
    const { clients, stub } = await openStub(() => noPatches, { maxAttempts: 1 });
    await stub.close();
    await expect(describeInstancePatches(clients, node)).rejects.toMatchObject({
      code: "awsUnreachable",
    });
  });

  it("goes back to the limiter when the SDK's retries are used up by throttling", async () => {
    const attempts: AwsAttempt[] = [];
    const { clients } = await openStub((index) => (index < 5 ? throttle : noPatches), {
      maxAttempts: 1,
      observer: { attempted: (attempt) => attempts.push(attempt) },
    });
    await expect(describeInstancePatches(clients, node)).resolves.toEqual([]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 5 }, () => "throttled"),
      "answered",
    ]);
    expect(clients.learnedRates()["DescribeInstancePatches"]).toMatchObject({ learned: true });
  });

  it("gives up after two minutes of nothing but throttling", async () => {
    const { clients, stub } = await openStub(() => throttle, {
      maxAttempts: 1,
      clock: leapingClock(),
    });
    await expect(describeInstancePatches(clients, node)).rejects.toMatchObject({
      code: "throttled",
      awsErrorName: "ThrottlingException",
    });
    expect(stub.requests.length).toBeGreaterThan(10);
  });

  it("ends with the caller's reason when the caller stops it, also while it waits its turn", async () => {
    const { clients } = await openStub(() => "hang");
    const stop = new AbortController();
    const calls = Array.from({ length: 20 }, () =>
      describeInstancePatches(clients, node, { signal: stop.signal }).catch(
        (error: unknown) => error,
      ),
    );
    stop.abort(new Error("the page was closed"));
    expect(await Promise.all(calls)).toEqual(
      Array.from({ length: 20 }, () => new Error("the page was closed")),
    );
  });

  it("is not sent while its source keeps failing, and says so", async () => {
    let fails = true;
    const fault = awsFault("InternalServerError", 500);
    const { clients, stub } = await openStub(() => (fails ? fault : noPatches), { maxAttempts: 1 });
    const ask = () => describeInstancePatches(clients, node).catch((error: unknown) => error);
    for (let call = 0; call < 5; call += 1) {
      expect(await ask()).toMatchObject({ code: "awsUnavailable", isHeldBack: false });
    }
    fails = false;
    expect(await ask()).toMatchObject({
      code: "awsUnavailable",
      isHeldBack: true,
      detail: expect.stringMatching(/asked again after a pause\.$/),
    });
    expect(stub.requests).toHaveLength(5);
    clients.breaker.close();
    expect(await ask()).toEqual([]);
    expect(await ask()).toEqual([]);
  });

  it("ends an attempt whose answer trickles, whatever the timeouts of its parts", async () => {
    const deadlines: Array<() => void> = [];
    const clock: Clock = {
      now: () => performance.now(),
      after: (_delayMs, run) => {
        deadlines.push(run);
        return () => undefined;
      },
    };
    const { clients, stub } = await openStub(() => "halfABody", { clock });
    const call = describeInstancePatches(clients, node);
    await vi.waitUntil(() => stub.requests.length === 1, 10_000);
    for (const passes of deadlines) passes();
    await expect(call).rejects.toMatchObject({ code: "awsTimeout" });
  });

  it("is signed for the source's Region with the given credentials", async () => {
    const { clients, stub } = await openStub(() => noPatches);
    await describeInstancePatches(clients, node);
    expect(stub.requests[0]?.authorization).toMatch(
      /Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/us-east-1\/ssm\/aws4_request/,
    );
  });

  it("goes where AWS_ENDPOINT_URL_SSM says, before AWS_ENDPOINT_URL", async () => {
    const { stub } = await openStub(() => noPatches);
    vi.stubEnv("AWS_ENDPOINT_URL_SSM", stub.url);
    const clients = openTestSource("http://127.0.0.1:9");
    closing.push(clients.close);
    await expect(describeInstancePatches(clients, node)).resolves.toEqual([]);
  });
});
