import "server-only";
import { problemType } from "@/lib/api/addresses";
import { problems, type ProblemCode } from "@/lib/api/problem-code";
import { problemSchema, type Problem } from "@/lib/api/problem.schema";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { log } from "@/lib/server/log";
import { ProblemError } from "@/lib/server/problem-error";

/** The problem an error stands for, as it may be shown. What it says of AWS's own words goes to the log alone. */
export function problemOf(error: unknown, requestId: string): Problem {
  const { code, detail } = shown(error);
  const { status, title } = problems[code];
  if (code === "internal") log().error({ event: "internalError", requestId, error });
  else if (error instanceof AwsReadError) {
    log().warn({
      event: "awsReadFailed",
      requestId,
      code,
      awsRequestId: error.awsRequestId,
      error,
    });
  }
  return problemSchema.parse({
    type: problemType(code),
    title,
    status,
    code,
    detail,
    requestId,
    ...(error instanceof ProblemError && error.invalidParams.length > 0
      ? { invalidParams: error.invalidParams }
      : {}),
  });
}

function shown(error: unknown): { readonly code: ProblemCode; readonly detail: string } {
  if (error instanceof ProblemError || error instanceof AwsReadError) {
    return { code: error.code, detail: error.detail };
  }
  return { code: "internal", detail: "The log has the details under this request id." };
}
