import "server-only";
import type { AwsReadError } from "@/lib/server/aws/aws-read-error";

/** The floor of the patch operations' MaxResults. */
export const smallestPage = 10;

/**
 * The page size to go on with when AWS refused `asked` as too large, null for every other error. SSM names its true
 * ceiling in a ValidationException: "Value '100' at 'maxResults' failed to satisfy constraint: Member must have value
 * less than or equal to 50".
 */
export function refusedPageSize(error: AwsReadError, asked: number): number | null {
  if (error.awsErrorName !== "ValidationException" || !(error.cause instanceof Error)) return null;
  const said = error.cause.message;
  if (!/maxResults/i.test(said) || asked <= smallestPage) return null;
  const ceiling = Number(/less than or equal to (\d+)/.exec(said)?.[1]);
  if (ceiling >= 1 && ceiling < asked) return ceiling;
  return Math.max(smallestPage, Math.floor(asked / 2));
}
