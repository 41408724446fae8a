import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import type { Source } from "@/lib/domain/source";
import { assumedRole, type Role } from "@/lib/server/aws/assume-role";
import type { AwsObserver } from "@/lib/server/aws/aws-observer";
import { breaker, type Breaker } from "@/lib/server/aws/breaker";
import { systemClock, type Clock } from "@/lib/server/aws/clock";
import type { CredentialsProvider } from "@/lib/server/aws/credentials";
import {
  learningLimiter,
  type LearnedRate,
  type LearningLimiter,
} from "@/lib/server/aws/learning-limiter";
import { largestPage, type PageSize } from "@/lib/server/aws/pages";
import { paceAttempts, type CallInProgress, type Pace } from "@/lib/server/aws/pace-attempts";
import type { ProxyVariables } from "@/lib/server/aws/proxied-agent";
import { requestHandler } from "@/lib/server/aws/request-handler";

/** How a source is read. Only `credentials` must be given. */
export interface SourceOptions {
  /** The process's own credentials, from `openCredentials`: one for all sources. */
  readonly credentials: CredentialsProvider;
  /** The role to take on in the source's account; absent: the own credentials are used as they are. */
  readonly role?: Role;
  readonly proxies?: ProxyVariables;
  /** Rates learned earlier (`learnedRates`), by operation. */
  readonly rates?: Readonly<Record<string, LearnedRate>>;
  readonly observer?: AwsObserver;
  readonly clock?: Clock;
  /** Attempts inside the SDK's own retry, 3 unless told. */
  readonly maxAttempts?: number;
  /** How long AWS has to begin its answer, 10 s unless told. */
  readonly requestTimeoutMs?: number;
}

/** Everything kept for one source as long as the process lives: every operation takes it first. */
export interface SourceClients {
  readonly source: Source;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  readonly ec2: EC2Client;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  readonly observer: AwsObserver;
  readonly clock: Clock;
  /** Which call an attempt belongs to; here and not in a module, of which Next keeps several copies. */
  readonly calls: AsyncLocalStorage<CallInProgress>;
  /** The limiter of one operation, by AWS's name of it. */
  readonly limiterFor: (operation: string) => LearningLimiter;
  /** Keeps the source from being asked while its calls keep failing. */
  readonly breaker: Breaker;
  /** How many rows a page of one operation may hold, lowered when AWS refuses more. */
  readonly pageSizeFor: (operation: string) => PageSize;
  /** What the limiters have learned, by operation, to be handed to a later `openSource`. */
  readonly learnedRates: () => Readonly<Record<string, LearnedRate>>;
  /** Closes the connections; what still runs fails. */
  readonly close: () => void;
}

/**
 * Opens a source: one long-lived client per service, sharing connections, credentials and limiters. No call is made.
 * AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE> are honoured by the SDK itself.
 */
export function openSource(source: Source, options: SourceOptions): SourceClients {
  const clock = options.clock ?? systemClock;
  const handler = requestHandler(options.proxies ?? {}, options.requestTimeoutMs);
  const config = {
    region: source.region,
    requestHandler: handler,
    retryMode: "standard",
    maxAttempts: options.maxAttempts ?? 3,
  };
  const limiters = new Map<string, LearningLimiter>();
  const pageSizes = new Map<string, PageSize>();
  const pace = {
    source,
    breaker: breaker(clock),
    observer: options.observer ?? {},
    clock,
    calls: new AsyncLocalStorage<CallInProgress>(),
    limiterFor: (operation: string) =>
      kept(limiters, operation, () => learningLimiter(clock, options.rates?.[operation])),
  };
  const credentials = credentialsOf(source, options, config, pace);
  const ssm = new SSMClient({ ...config, credentials });
  // The SDK wraps a provider in a cache of its own, client by client: sharing the wrapped one shares the cache.
  const shared = { ...config, credentials: ssm.config.credentials };
  const sts = new STSClient(shared);
  const ec2 = new EC2Client(shared);
  const tagging = new ResourceGroupsTaggingAPIClient(shared);

  for (const client of [ssm, sts, ec2, tagging]) client.middlewareStack.use(paceAttempts(pace));

  return {
    ...pace,
    ssm,
    sts,
    ec2,
    tagging,
    pageSizeFor: (operation) => kept(pageSizes, operation, () => ({ maxResults: largestPage })),
    learnedRates: () =>
      Object.fromEntries(
        [...limiters].map(([operation, limiter]) => [operation, limiter.snapshot()]),
      ),
    close: () => {
      handler.destroy();
    },
  };
}

/** The process's own credentials, or those of a role, whose calls are paced and observed as all others are. */
function credentialsOf(
  source: Source,
  { role, credentials }: SourceOptions,
  config: STSClientConfig,
  pace: Pace,
): CredentialsProvider {
  if (role === undefined) return credentials;
  const sts = new STSClient({ ...config, credentials });
  sts.middlewareStack.use(paceAttempts(pace));
  return assumedRole(sts, source, role, pace.calls);
}

function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}
