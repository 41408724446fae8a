import "server-only";
import { sourceKey, type Source } from "@/lib/domain/source";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import {
  openCredentials,
  resolveCredentials,
  type CredentialsCheck,
  type CredentialsProvider,
} from "@/lib/server/aws/credentials";
import { checkAccount, getCallerIdentity } from "@/lib/server/aws/get-caller-identity";
import {
  openSource,
  type SourceClients,
  type SourceOptions,
} from "@/lib/server/aws/source-clients";
import { config, type ConfiguredAccount } from "@/lib/server/config";
import { KeptReading, readingOf } from "@/lib/server/kept-reading";
import { oncePerProcess } from "@/lib/server/process-wide";
import { loadRates, saveSources } from "@/lib/server/store/sources";
import { store } from "@/lib/server/store/store";
import { tallyAttempt } from "@/lib/server/sweep/call-tally";
import { Throttling } from "@/lib/server/sweep/throttling";

/** A configured source with its open clients, and its number in the store. */
export interface OpenedSource {
  readonly source: Source;
  readonly sourceNo: number;
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
export const ownAccount = oncePerProcess("own-account", () => {
  const [own] = config().accounts.filter(({ account }) => account === null);
  return new Throttling({ account: "unknown", region: own?.regions[0] ?? "us-east-1" });
});

function openClients(
  source: Source,
  { role }: ConfiguredAccount,
  throttling: Throttling,
  rates: NonNullable<SourceOptions["rates"]>,
): SourceClients {
  return openSource(source, {
    credentials: credentials(),
    proxies: config().proxies,
    observer: {
      attempted: (attempt) => {
        throttling.attempted(attempt);
        tallyAttempt(attempt);
      },
    },
    rates,
    ...(role ? { role } : {}),
  });
}

/** Without a configured account, the sources are those of the account the credentials belong to. */
async function accountOf(configured: ConfiguredAccount): Promise<string> {
  if (configured.account !== null) return configured.account;
  const source = { account: "unknown", region: configured.regions[0] ?? "us-east-1" };
  const clients = openClients(source, configured, ownAccount(), {});
  try {
    const { account } = await getCallerIdentity(clients);
    if (account !== null) return account;
    throw new AwsReadError("badAnswer", { operation: "GetCallerIdentity", source });
  } finally {
    clients.close();
  }
}

async function openAll(): Promise<readonly OpenedSource[]> {
  const { database } = await store();
  const configured = await Promise.all(
    config().accounts.map(async (each) => {
      const account = await accountOf(each);
      return each.regions.map((region) => ({ configured: each, source: { account, region } }));
    }),
  );
  const wanted = configured.flat();
  const stored = await saveSources(
    database,
    wanted.map(({ source }) => source),
  );
  const numbers = new Map(stored.map((each) => [sourceKey(each), each.sourceNo]));
  const opened: OpenedSource[] = [];
  for (const { configured: of, source } of wanted) {
    const sourceNo = numbers.get(sourceKey(source));
    if (sourceNo === undefined) continue;
    const throttling = new Throttling(source);
    const clients = openClients(source, of, throttling, await loadRates(database, sourceNo));
    opened.push({ source, sourceNo, alias: of.alias, clients, throttling });
  }
  return opened;
}

/** Every configured source, opened once a process; while the own account cannot be learned, asked for again after 5 s. */
export const openedSources = oncePerProcess(
  "sources",
  () => new KeptReading(openAll, { keepMs: Number.POSITIVE_INFINITY, retryMs: identityRetryMs }),
);

/** Whether the process has AWS credentials at all; asks nobody whether AWS accepts them. */
export async function findCredentials(): Promise<CredentialsCheck> {
  const [first] = config().accounts;
  const source = { account: first?.account ?? "unknown", region: first?.regions[0] ?? "us-east-1" };
  return resolveCredentials(credentials(), source);
}

const accountChecks = oncePerProcess("account-checks", () => new Map<string, KeptReading<true>>());

/** How long a check of the account is waited for: longer than its calls can last. */
const checkWaitMs = 180_000;

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
  const { value, failure } = await check.ask({ waitMs: checkWaitMs });
  if (value === null && failure !== null) throw failure;
}
