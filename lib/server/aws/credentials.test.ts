import "server-only";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openCredentials, resolveCredentials } from "@/lib/server/aws/credentials";
import { testSource } from "@/lib/server/aws/open-test-source";

beforeEach(() => {
  const nowhere = join(tmpdir(), "patchboard-no-such-file");
  vi.stubEnv("AWS_CONFIG_FILE", nowhere);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", nowhere);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  for (const variable of [
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
  ]) {
    vi.stubEnv(variable, undefined);
  }
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the process's credentials", () => {
  it("come from the environment", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "example");
    await expect(resolveCredentials(openCredentials("us-east-1"), testSource)).resolves.toEqual({
      found: true,
      expiresAt: null,
    });
  });

  it("are said to be missing where the whole chain finds none", async () => {
    const check = await resolveCredentials(openCredentials("us-east-1"), testSource);
    expect(check).toMatchObject({ found: false, failure: { code: "credentialsMissing" } });
  });

  it("are said to be missing where the chain does not come to an end", async () => {
    const check = await resolveCredentials(() => new Promise(() => undefined), testSource, 1);
    expect(check).toMatchObject({ found: false, failure: { code: "credentialsMissing" } });
  });

  it("are said to be over where the sign-in they rest on has expired", async () => {
    const expired = Object.assign(
      new Error("The SSO session associated with this profile has expired."),
      {
        name: "CredentialsProviderError",
      },
    );
    const check = await resolveCredentials(() => Promise.reject(expired), testSource);
    expect(check).toMatchObject({ found: false, failure: { code: "credentialsExpired" } });
  });

  it("say when they end", async () => {
    const expiration = new Date("2026-11-21T12:00:00Z");
    const provider = () => Promise.resolve({ accessKeyId: "a", secretAccessKey: "b", expiration });
    await expect(resolveCredentials(provider, testSource)).resolves.toEqual({
      found: true,
      expiresAt: "2026-11-21T12:00:00.000Z",
    });
  });
});
