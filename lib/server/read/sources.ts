import "server-only";
import type { ReadFailure } from "@/lib/domain/read-failure";
import { sourceKey, type Source } from "@/lib/domain/source";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import {
  openCredentials,
  resolveCredentials,
  type CredentialsCheck,
  type CredentialsProvider,
} from "@/lib/server/aws/credentials";
import { checkAccount, getCallerIdentity } from "@/lib/server/aws/get-caller-identity";
import { openSource, type SourceClients } from "@/lib/server/aws/source-clients";
import type { Viewer } from "@/lib/server/auth/viewer";
import { config, type ConfiguredAccount } from "@/lib/server/config";
import { oncePerProcess } from "@/lib/server/process-wide";
import { ProblemError } from "@/lib/server/problem-error";
import { KeptReading, readingOf, type Kept } from "@/lib/server/read/kept-reading";
import { apiPatience } from "@/lib/server/read/waiting";

/** A configured source with its open clients. */
export interface OpenedSource {
  readonly source: Source;
  readonly alias: string | null;
  readonly clients: SourceClients;
}

const identityKeptMs = 3_600_000;
const identityRetryMs = 5_000;

const credentials = oncePerProcess("credentials", (): CredentialsProvider => {
  const region = config().accounts[0]?.regions[0] ?? "us-east-1";
  return openCredentials(region, config().proxies);
});

function open(account: string, configured: ConfiguredAccount, region: string): OpenedSource {
  const source = { account, region };
  const clients = openSource(source, {
    credentials: credentials(),
    proxies: config().proxies,
    ...(configured.role ? { role: configured.role } : {}),
  });
  return { source, alias: configured.alias, clients };
}

/** Without a configured account, the sources are those of the account the credentials belong to. */
async function openOwn(configured: ConfiguredAccount): Promise<readonly OpenedSource[]> {
  const [region = "us-east-1"] = configured.regions;
  const asking = open("unknown", configured, region);
  try {
    const { account } = await getCallerIdentity(asking.clients);
    if (account === null) {
      throw new AwsReadError("badAnswer", {
        operation: "GetCallerIdentity",
        source: asking.source,
      });
    }
    return configured.regions.map((each) => open(account, configured, each));
  } finally {
    asking.clients.close();
  }
}

async function openAccount(configured: ConfiguredAccount): Promise<readonly OpenedSource[]> {
  const { account, regions } = configured;
  if (account === null) return openOwn(configured);
  return regions.map((region) => open(account, configured, region));
}

async function openAll(): Promise<readonly OpenedSource[]> {
  const opened = await Promise.all(config().accounts.map(openAccount));
  return opened.flat();
}

const openedSources = oncePerProcess(
  "sources",
  () => new KeptReading(openAll, { keepMs: Number.POSITIVE_INFINITY, retryMs: identityRetryMs }),
);

/** Whether the process has AWS credentials at all; asks nobody whether AWS accepts them. */
export async function findCredentials(): Promise<CredentialsCheck> {
  const [first] = config().accounts;
  const source = { account: first?.account ?? "unknown", region: first?.regions[0] ?? "us-east-1" };
  return resolveCredentials(credentials(), source);
}

/** Every source the viewer may see. Throws AwsReadError while the own account cannot be learned. */
export async function sourcesFor(viewer: Viewer): Promise<readonly OpenedSource[]> {
  const { value, failure } = await openedSources().ask(apiPatience);
  if (value === null) {
    throw (
      failure ?? new ProblemError("awsTimeout", "AWS has not said yet whose credentials these are.")
    );
  }
  return value.filter(({ source }) => viewer.maySee(source));
}

/** The sources as far as they are known at this moment, without waiting for AWS: none while the own account is learned. */
export async function sourcesSoFar(viewer: Viewer): Promise<readonly OpenedSource[]> {
  const { value } = await openedSources().ask({ waitMs: 0 });
  return (value ?? []).filter(({ source }) => viewer.maySee(source));
}

/** The same, with the reason where the own account could not be learned; null: it is known, or nobody was asked yet. */
export async function sourcesOrFailure(viewer: Viewer): Promise<{
  readonly sources: readonly OpenedSource[];
  readonly failure: ReadFailure | null;
}> {
  const { value, failure } = await openedSources().ask({ waitMs: 0 });
  return {
    sources: (value ?? []).filter(({ source }) => viewer.maySee(source)),
    failure:
      value === null && failure instanceof AwsReadError
        ? { code: failure.code, detail: failure.detail }
        : null,
  };
}

/** One source. A source that is not configured, or not this viewer's, is a 404 in the same words. */
export async function sourceFor(viewer: Viewer, source: Source): Promise<OpenedSource> {
  const opened = (await sourcesFor(viewer)).find(
    (candidate) => sourceKey(candidate.source) === sourceKey(source),
  );
  if (opened) return opened;
  throw new ProblemError(
    "notFound",
    `Patchboard doesn't read account ${source.account} in ${source.region}.`,
    [
      {
        name: "account/region",
        value: sourceKey(source),
        reason: "Not a source that is read here.",
      },
    ],
  );
}

const accountChecks = oncePerProcess("account-checks", () => new Map<string, KeptReading<true>>());

/** Throws AwsReadError `wrongAccount` when the credentials are not those of the source's account; asked once an hour. */
export async function ensureAccount({ source, clients }: OpenedSource): Promise<void> {
  const check = readingOf(
    accountChecks(),
    sourceKey(source),
    () =>
      new KeptReading<true>(
        async () => {
          await checkAccount(clients);
          return true;
        },
        { keepMs: identityKeptMs, retryMs: identityRetryMs },
      ),
  );
  const { value, failure } = await check.ask(apiPatience);
  if (value === null && failure !== null) throw failure;
}

/** How the reading of a source stands, in the words of the contract. */
export function sourceStatus(
  { source, alias }: OpenedSource,
  kept: Pick<Kept<unknown>, "readAt" | "reading" | "failure">,
): SourceStatus {
  const error =
    kept.failure instanceof AwsReadError
      ? { code: kept.failure.code, detail: kept.failure.detail }
      : null;
  return { ...source, alias, status: statusWord(kept), readAt: kept.readAt, error };
}

function statusWord({
  readAt,
  reading,
  failure,
}: Pick<Kept<unknown>, "readAt" | "reading" | "failure">): SourceStatus["status"] {
  if (failure !== null) return "failed";
  if (readAt !== null) return "read";
  return reading ? "reading" : "neverRead";
}
