/** Why AWS could not be read, in our words. Every code has a heading in docs/errors.md. */
export const readFailureCodes = [
  "throttled",
  "accessDenied",
  "credentialsExpired",
  "credentialsMissing",
  "wrongAccount",
  "awsUnavailable",
  "awsTimeout",
  "awsUnreachable",
  "badAnswer",
  "listKeptChanging",
  "requestRefused",
] as const;

export type ReadFailureCode = (typeof readFailureCodes)[number];

/** A failed read as it may be shown: our sentence, never AWS's text (it holds ARNs). */
export interface ReadFailure {
  readonly code: ReadFailureCode;
  readonly detail: string;
}
