import "server-only";
import type { AsyncLocalStorage } from "node:async_hooks";
import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import type { Source } from "@/lib/domain/source";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { CallInProgress } from "@/lib/server/aws/pace-attempts";
import { toAwsError } from "@/lib/server/aws/to-aws-error";
import type { CredentialsProvider } from "@/lib/server/aws/credentials";
import { sessionPolicy } from "@/lib/server/aws/session-policy";

/** The role that Patchboard takes on in another account. */
export interface Role {
  readonly roleArn: string;
  readonly externalId?: string;
}

/**
 * Credentials of a role in the source's account (sts:AssumeRole), cut down to what Patchboard calls. The SDK asks for
 * them again five minutes before they end. Throws AwsReadError that names AssumeRole, not the call that needed them.
 */
export function assumedRole(
  sts: STSClient,
  source: Source,
  role: Role,
  calls: AsyncLocalStorage<CallInProgress>,
): CredentialsProvider {
  const operation = "AssumeRole";
  const subject = { operation, source };
  const command = () =>
    new AssumeRoleCommand({
      RoleArn: role.roleArn,
      RoleSessionName: "patchboard",
      // What AWS grants at most when the own credentials come from a role themselves.
      DurationSeconds: 3_600,
      Policy: sessionPolicy,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    });
  return async () => {
    // A call of its own, within the one that needs the credentials: it outlives that one's end, others wait for it too.
    const controller = new AbortController();
    const call: CallInProgress = {
      operation,
      controller,
      // Whether AWS is asked at all was decided for the call that needs them.
      isProbe: true,
      throttledSinceMs: null,
    };
    const { Credentials: given } = await calls
      .run(call, () => sts.send(command(), { abortSignal: controller.signal }))
      .catch((error: unknown) => {
        throw toAwsError(error, subject);
      });
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
      throw new AwsReadError("badAnswer", subject);
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  };
}
