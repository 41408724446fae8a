import { readFailureCodes } from "@/lib/domain/read-failure";

/** Every code an error answer can carry; each has a heading in docs/errors.md. */
export const problemCodes = [
  ...readFailureCodes,
  "invalidParameter",
  "notFound",
  "notSignedIn",
  "crossSiteRequest",
  "methodNotAllowed",
  "internal",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** HTTP status and title of each code. AWS's trouble is 502 or 503: the caller did nothing wrong. */
export const problems: Record<ProblemCode, { readonly status: number; readonly title: string }> = {
  throttled: { status: 503, title: "AWS is limiting requests" },
  accessDenied: { status: 502, title: "Access denied by AWS" },
  credentialsExpired: { status: 502, title: "The server's AWS credentials expired" },
  credentialsMissing: { status: 502, title: "The server has no AWS credentials" },
  wrongAccount: { status: 502, title: "The AWS credentials belong to another account" },
  awsUnavailable: { status: 503, title: "AWS answered with a server error" },
  awsTimeout: { status: 503, title: "AWS didn't answer in time" },
  awsUnreachable: { status: 503, title: "AWS can't be reached" },
  badAnswer: { status: 502, title: "AWS's answer can't be understood" },
  listKeptChanging: { status: 503, title: "The list kept changing while it was read" },
  requestRefused: { status: 502, title: "AWS refused the request" },
  invalidParameter: { status: 400, title: "A parameter isn't valid" },
  notFound: { status: 404, title: "Not found" },
  notSignedIn: { status: 401, title: "Not signed in" },
  crossSiteRequest: { status: 403, title: "The request came from another site" },
  methodNotAllowed: { status: 405, title: "This address doesn't take that method" },
  internal: { status: 500, title: "Patchboard failed" },
};

/** True for failures that pass by themselves, so that trying again makes sense. */
export function isPassing(code: ProblemCode): boolean {
  return problems[code].status === 503;
}
