import "server-only";
import type { ReadFailure, ReadFailureCode } from "@/lib/domain/read-failure";
import { placeOf, type CallSubject } from "@/lib/server/aws/call-subject";
import { classifyAwsError } from "@/lib/server/aws/classify-aws-error";

const sentences: Record<ReadFailureCode, string> = {
  throttled: "AWS kept throttling the call",
  accessDenied: "AWS does not allow Patchboard's role to make the call",
  credentialsExpired: "AWS does not accept Patchboard's credentials, or no longer",
  credentialsMissing: "Patchboard found no AWS credentials",
  wrongAccount: "Patchboard's credentials belong to another account than the one configured",
  awsUnavailable: "AWS answered with a fault of its own",
  awsTimeout: "AWS did not answer in time",
  awsUnreachable: "AWS could not be reached over the network",
  badAnswer: "what answered did not speak as AWS does",
  listKeptChanging: "the list kept changing while it was read",
  requestRefused: "AWS refused the request",
};

/**
 * AWS could not be read. `detail` is ours and may be shown; `cause` is the SDK's own error, whose text holds ARNs, and
 * is for the log only.
 */
export class AwsReadError extends Error implements ReadFailure {
  /** By name: Next keeps several copies of this module in a process, and errors pass between them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return (
      Error[Symbol.hasInstance](value) && Reflect.get(Object(value), "name") === "AwsReadError"
    );
  }

  override readonly name = "AwsReadError";
  readonly code: ReadFailureCode;
  readonly detail: string;
  /** AWS's name of the error, for decisions in lib/server/aws and for the log. */
  readonly awsErrorName: string | null;
  readonly awsRequestId: string | null;
  /** How long AWS, or what stands before it, asked us to wait. */
  readonly retryAfterMs: number | null;
  /** True where AWS was not even asked: its source's breaker is open, and `code` is why. */
  readonly isHeldBack: boolean;

  constructor(code: ReadFailureCode, subject: CallSubject, cause?: unknown, isHeldBack = false) {
    const pause = isHeldBack ? " It is asked again after a pause." : "";
    const detail = `${placeOf(subject)}: ${sentences[code]}.${pause}`;
    super(detail, { cause });
    const facts = classifyAwsError(cause);
    this.code = code;
    this.detail = detail;
    this.awsErrorName = facts.name;
    this.awsRequestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
    this.isHeldBack = isHeldBack;
  }
}
