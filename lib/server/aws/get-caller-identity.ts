import "server-only";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { callAws } from "@/lib/server/aws/call-aws";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { textOrNull } from "@/lib/server/aws/wire-values";

/** The account that the source's credentials belong to (sts:GetCallerIdentity), null when AWS does not say. */
export async function getCallerIdentity(
  clients: SourceClients,
  signal?: AbortSignal,
): Promise<{ readonly account: string | null }> {
  const answer = await callAws(
    clients,
    "GetCallerIdentity",
    (options) => clients.sts.send(new GetCallerIdentityCommand({}), options),
    signal,
  );
  return { account: textOrNull(answer.Account) };
}

/** Throws AwsReadError `wrongAccount` when the credentials are not those of the account the source names. */
export async function checkAccount(clients: SourceClients, signal?: AbortSignal): Promise<void> {
  const { account } = await getCallerIdentity(clients, signal);
  if (account === clients.source.account) return;
  throw new AwsReadError("wrongAccount", {
    operation: "GetCallerIdentity",
    source: clients.source,
  });
}
