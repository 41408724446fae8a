import "server-only";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { CallSubject } from "@/lib/server/aws/call-subject";
import { classifyAwsError } from "@/lib/server/aws/classify-aws-error";
import { NoSuchThingError } from "@/lib/server/aws/no-such-thing-error";

/** The error of ours that an error of the AWS SDK means. Errors that are ours already stay as they are. */
export function toAwsError(error: unknown, subject: CallSubject): AwsReadError | NoSuchThingError {
  if (error instanceof AwsReadError || error instanceof NoSuchThingError) return error;
  const { meaning } = classifyAwsError(error);
  if (meaning === "noSuchThing") return new NoSuchThingError(subject, error);
  return new AwsReadError(meaning, subject, error);
}
