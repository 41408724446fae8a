import "server-only";
import type { ReadFailureCode } from "@/lib/domain/read-failure";

/** What an error of the AWS SDK says, read from its shape: classes differ with the transport, shapes do not. */
export interface AwsErrorFacts {
  readonly meaning: ReadFailureCode | "noSuchThing";
  readonly name: string | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
}

const throttlingNames = new Set([
  "EC2ThrottledException",
  "LimitExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

const lapsedToken = /next ?token|pagination token/i;

const byName: Readonly<Record<string, AwsErrorFacts["meaning"]>> = {
  // AWS's "there is no such thing" differs by operation.
  InvalidInstanceId: "noSuchThing",
  InvalidInstanceInformationFilterValue: "noSuchThing",
  InvalidResourceId: "noSuchThing",
  DoesNotExistException: "noSuchThing",
  AccessDenied: "accessDenied",
  AccessDeniedException: "accessDenied",
  OptInRequired: "accessDenied",
  RegionDisabledException: "accessDenied",
  UnauthorizedOperation: "accessDenied",
  AuthFailure: "credentialsExpired",
  ExpiredToken: "credentialsExpired",
  ExpiredTokenException: "credentialsExpired",
  IncompleteSignature: "credentialsExpired",
  IncompleteSignatureException: "credentialsExpired",
  InvalidClientTokenId: "credentialsExpired",
  InvalidSignatureException: "credentialsExpired",
  MissingAuthenticationToken: "credentialsExpired",
  MissingAuthenticationTokenException: "credentialsExpired",
  RequestExpired: "credentialsExpired",
  SignatureDoesNotMatch: "credentialsExpired",
  UnrecognizedClientException: "credentialsExpired",
  InvalidNextToken: "listKeptChanging",
  PaginationTokenExpiredException: "listKeptChanging",
  AbortError: "awsTimeout",
};

/** What an error means. Anything may be thrown at it; it never throws itself. */
export function classifyAwsError(error: unknown): AwsErrorFacts {
  const name = text(member(error, "name"));
  const metadata = member(error, "$metadata");
  const status = numeric(member(metadata, "httpStatusCode"));
  return {
    meaning: meaningOf(error, name ?? "", status),
    name,
    requestId: text(member(metadata, "requestId")),
    retryAfterMs: retryAfterMs(error),
  };
}

function meaningOf(error: unknown, name: string, status: number | null): AwsErrorFacts["meaning"] {
  if (throttlingNames.has(name) || status === 429) return "throttled";
  const named = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (named !== undefined) return named;
  if (name === "CredentialsProviderError" || name === "TokenProviderError") {
    return /expired|refresh/i.test(textOf(error)) ? "credentialsExpired" : "credentialsMissing";
  }
  // Where InvalidNextToken is not among an operation's errors, a lapsed token is an invalid parameter.
  if (/^(?:Validation|InvalidParameter)/.test(name) && lapsedToken.test(textOf(error))) {
    return "listKeptChanging";
  }
  const code = text(member(error, "code"));
  // A connection can fail when the answer's status is already there: the body stops, or breaks off.
  const brokeOff = name === "TimeoutError" || /^E[A-Z]+$/.test(code ?? "");
  if (status === null || (status < 400 && brokeOff)) return networkMeaning(name, code);
  // A proxy that wants a password of its own.
  if (status === 407) return "awsUnreachable";
  // An overloaded AWS and the proxies before it send HTML, which reaches us as a SyntaxError: the status decides.
  if (status >= 500) return "awsUnavailable";
  // Not JSON although not a server fault, or a member of the wrong kind (an ISO time where SSM sends seconds).
  if (status < 400 || name === "SyntaxError" || name === "TypeError") return "badAnswer";
  return "requestRefused";
}

function networkMeaning(name: string, code: string | null): ReadFailureCode {
  // The SDK names a reset connection TimeoutError too.
  if (code !== null && code !== "ETIMEDOUT") return "awsUnreachable";
  if (code === "ETIMEDOUT" || name === "TimeoutError") return "awsTimeout";
  return "badAnswer";
}

function retryAfterMs(error: unknown): number | null {
  const headers = member(member(error, "$response"), "headers");
  const seconds = Number(text(member(headers, "retry-after")) ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

function textOf(error: unknown): string {
  return text(member(error, "message")) ?? "";
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numeric(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
