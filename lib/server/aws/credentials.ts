import "server-only";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import type { Source } from "@/lib/domain/source";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { toAwsError } from "@/lib/server/aws/to-aws-error";
import type { ProxyVariables } from "@/lib/server/aws/proxied-agent";
import { requestHandler } from "@/lib/server/aws/request-handler";

/** Gives credentials, fetching and refreshing them as needed. */
export type CredentialsProvider = Exclude<
  NonNullable<STSClientConfig["credentials"]>,
  { accessKeyId: string }
>;

/** Whether there are credentials; `expiresAt` is ISO 8601 UTC, null for those that do not expire. */
export type CredentialsCheck =
  | { readonly found: true; readonly expiresAt: string | null }
  | { readonly found: false; readonly failure: AwsReadError };

/**
 * The process's own credentials by the SDK's default chain (environment, shared files, SSO, web identity, container,
 * instance), resolved once and refreshed by the SDK. Its calls go through the configured proxy too. `region` is where
 * the chain's own STS calls go.
 */
export function openCredentials(region: string, proxies: ProxyVariables = {}): CredentialsProvider {
  const sts = new STSClient({ region, requestHandler: requestHandler(proxies) });
  return sts.config.credentials;
}

/**
 * Says within `withinMs` whether there are credentials. Nobody is asked whether AWS accepts them: `checkAccount` does
 * that. The chain ends with the instance's metadata service, which on some networks never answers: that is none found.
 */
export async function resolveCredentials(
  provider: CredentialsProvider,
  source: Source,
  withinMs = 5_000,
): Promise<CredentialsCheck> {
  const subject = { operation: "Credentials", source };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AwsReadError("credentialsMissing", subject));
    }, withinMs);
  });
  try {
    const { expiration } = await Promise.race([provider(), tooLate]);
    return { found: true, expiresAt: expiration?.toISOString() ?? null };
  } catch (error) {
    const failure = toAwsError(error, subject);
    return {
      found: false,
      failure:
        failure instanceof AwsReadError && failure.code.startsWith("credentials")
          ? failure
          : new AwsReadError("credentialsMissing", subject, error),
    };
  } finally {
    clearTimeout(timer);
  }
}
