import "server-only";
import { vi } from "vitest";
import {
  openSource,
  type SourceClients,
  type SourceOptions,
} from "@/lib/server/aws/source-clients";

export const testSource = { account: "111122223333", region: "us-east-1" };

/** Credentials of the form AWS's documentation uses; nobody accepts them. */
export const testCredentials = () =>
  Promise.resolve({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" });

/** A source whose calls go to `url`, by the variable that an operator would set. */
export function openTestSource(url: string, options: Partial<SourceOptions> = {}): SourceClients {
  vi.stubEnv("AWS_ENDPOINT_URL", url);
  return openSource(testSource, { credentials: testCredentials, ...options });
}
