import "server-only";
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
import { answered, KeptReading, readingOf, type Kept } from "@/lib/server/read/kept-reading";
import { Throttling } from "@/lib/server/read/throttling";
import { apiPatience } from "@/lib/server/read/waiting";

/** A configured source with its open clients. */
export interface OpenedSource {
  readonly source: Source;
  readonly alias: string | null;
  readonly clients: SourceClients;
  readonly throttling: Throttling;
}

const identityKeptMs = 3_600_000;
const identityRetryMs = 5_000;

const credentials = oncePerProcess("credentials", (): CredentialsProvider => {
  const region = config().accounts[0]?.regions[0] ?? "us-east-1";
  return openCredentials(region, config().proxies);
});

/** Whether AWS throttles the question whose credentials these are. */
const ownAccount = oncePerProcess("own-account", () => {
  const [own] = config().accounts.filter(({ account }) => account === null);
  return new Throttling({ account: "unknown", region: own?.regions[0] ?? "us-east-1" });
});

function open(
  account: string,
  configured: ConfiguredAccount,
  region: string,
  throttling = new Throttling({ account, region }),
): OpenedSource {
  const source = { account, region };
  const clients = openSource(source, {
    credentials: credentials(),
    proxies: config().proxies,
    observer: throttling,
    ...(configured.role ? { role: configured.role } : {}),
  });
  return { source, alias: configured.alias, clients, throttling };
}

/** Without a configured account, the sources are those of the account the credentials belong to. */
async function openOwn(configured: ConfiguredAccount): Promise<readonly OpenedSource[]> {
  const [region = "us-east-1"] = configured.regions;
  const asking = open("unknown", configured, region, ownAccount());
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
  const opened = answered(await openedSources().ask(apiPatience), ownAccount());
  return opened.filter(({ source }) => viewer.maySee(source));
}

/** The sources as far as they are known at this moment, without waiting for AWS: none while the own account is learned. */
export async function sourcesSoFar(viewer: Viewer): Promise<readonly OpenedSource[]> {
  const { value } = await openedSources().ask({ waitMs: 0 });
  return (value ?? []).filter(({ source }) => viewer.maySee(source));
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
  { source, alias, throttling }: OpenedSource,
  kept: Pick<Kept<unknown>, "readAt" | "reading" | "failure">,
): SourceStatus {
  const status = statusWord(kept);
  const error = status === "reading" ? throttling.failure() : failureOf(kept);
  return { ...source, alias, status, readAt: kept.readAt, error };
}

function failureOf({ failure }: Pick<Kept<unknown>, "failure">): SourceStatus["error"] {
  return failure instanceof AwsReadError ? { code: failure.code, detail: failure.detail } : null;
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
