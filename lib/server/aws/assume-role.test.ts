import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AwsAttempt } from "@/lib/server/aws/aws-observer";
import { describePatchBaselines } from "@/lib/server/aws/describe-patch-baselines";
import { checkAccount } from "@/lib/server/aws/get-caller-identity";
import { openTestSource } from "@/lib/server/aws/open-test-source";
import { readActions, sessionPolicy } from "@/lib/server/aws/session-policy";
import { startStubEndpoint, type StubEndpoint } from "@/lib/server/aws/stub-endpoint";

const role = { roleArn: "arn:aws:iam::111122223333:role/Patchboard", externalId: "an-id" };
const closing: Array<() => unknown> = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(closing.splice(0).map((close) => close()));
});

function xml(action: string, result: string) {
  return {
    status: 200,
    text: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
  };
}

const assumed = xml(
  "AssumeRole",
  "<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>example</SecretAccessKey>" +
    "<SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>",
);

async function openWithRole(refuses: boolean) {
  const stub: StubEndpoint = await startStubEndpoint(({ body }) => {
    if (body["Action"] === "AssumeRole") {
      return refuses
        ? {
            status: 403,
            text: "<ErrorResponse><Error><Code>AccessDenied</Code><Message>arn:aws:sts::1:x</Message></Error></ErrorResponse>",
          }
        : assumed;
    }
    if (body["Action"] === "GetCallerIdentity") {
      return xml("GetCallerIdentity", "<Account>999988887777</Account>");
    }
    return { json: { BaselineIdentities: [] } };
  });
  const clients = openTestSource(stub.url, { role, maxAttempts: 1 });
  closing.push(stub.close, clients.close);
  return { stub, clients };
}

describe("a source behind a role", () => {
  it("is read with the role's credentials, taken on once for all services and calls", async () => {
    const { stub, clients } = await openWithRole(false);
    await describePatchBaselines(clients);
    await describePatchBaselines(clients);
    await checkAccount(clients).catch(() => undefined);
    const [first, ...later] = stub.requests;
    expect(first?.body).toMatchObject({
      Action: "AssumeRole",
      RoleArn: role.roleArn,
      ExternalId: role.externalId,
      RoleSessionName: "patchboard",
      DurationSeconds: "3600",
      Policy: sessionPolicy,
    });
    expect(first?.authorization).toContain("AKIAIOSFODNN7EXAMPLE");
    expect(later).toHaveLength(3);
    for (const request of later) expect(request.authorization).toContain("ASIAIOSFODNN7EXAMPLE");
  });

  it("says that the role may not be taken on, not that the call was refused", async () => {
    const { clients } = await openWithRole(true);
    await expect(describePatchBaselines(clients)).rejects.toMatchObject({
      code: "accessDenied",
      detail: expect.stringMatching(/^AssumeRole in /),
    });
  });

  it("is observed to be throttled where the role is", async () => {
    let asked = 0;
    const attempts: string[] = [];
    const stub = await startStubEndpoint(({ body }) => {
      if (body["Action"] !== "AssumeRole") return { json: { BaselineIdentities: [] } };
      asked += 1;
      if (asked > 1) return assumed;
      return {
        status: 400,
        text: "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>",
      };
    });
    const observer = {
      attempted: ({ operation, outcome }: AwsAttempt) => attempts.push(`${operation} ${outcome}`),
    };
    const clients = openTestSource(stub.url, { role, observer });
    closing.push(stub.close, clients.close);
    await describePatchBaselines(clients);
    expect(attempts).toEqual([
      "AssumeRole throttled",
      "AssumeRole answered",
      "DescribePatchBaselines answered",
    ]);
  });

  it("whose account is another than the configured one is refused", async () => {
    const { clients } = await openWithRole(false);
    await expect(checkAccount(clients)).rejects.toMatchObject({ code: "wrongAccount" });
  });
});

describe("the session policy", () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
    .join("\n");

  it("allows the operations that are called, and no other", () => {
    const called = [...sources.matchAll(/new (\w+)Command\(/g)].map(([, operation]) => operation);
    const allowed = readActions.map((action) => action.split(":")[1]);
    expect(new Set(called)).toEqual(new Set([...allowed, "AssumeRole"]));
  });

  it("allows nothing that writes, and fits into what AWS takes", () => {
    for (const action of readActions) expect(action).toMatch(/:(?:Describe|Get|List)/);
    expect(sessionPolicy.length).toBeLessThanOrEqual(2_048);
  });
});
