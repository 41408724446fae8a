import type { ProblemCode } from "@/lib/api/problem-code";
import type { TransportCode } from "./api-problem";

const advice: Record<ProblemCode | TransportCode, string> = {
  throttled: "Wait a moment, then try again: SSM's limits are shared with your other tools.",
  accessDenied:
    "Compare the permissions of the server's role with the policy in the documentation.",
  credentialsExpired: "Whoever runs the server has to renew its AWS credentials.",
  credentialsMissing: "Whoever runs the server has to give it AWS credentials.",
  wrongAccount:
    "Whoever runs the server has to correct its AWS credentials or its list of accounts.",
  awsUnavailable: "Try again in a minute. If it lasts, look at the AWS Health Dashboard.",
  awsTimeout: "Try again in a minute. If it lasts, look at the AWS Health Dashboard.",
  awsUnreachable: "Check that the server's network reaches the SSM endpoint of this Region.",
  badAnswer: "Try again. If it happens again, report it with the details below.",
  listKeptChanging: "Try again: a scan is probably running on the node.",
  requestRefused: "Report it with the details below: AWS didn't accept what Patchboard asked.",
  invalidParameter: "Remove the parameter from the address, or correct it.",
  notFound: "Check the account, the Region and the id in the address.",
  notSignedIn: "Load the page again to sign in. The address is kept.",
  crossSiteRequest: "Load the page again from Patchboard's own address.",
  methodNotAllowed: "Load the page again: it may be older than the server.",
  internal: "Try again. If it happens again, give the request id to whoever runs the server.",
  unreachable: "Check your network or VPN, then try again.",
  unexpectedAnswer:
    "Load the page again: the sign-in or a proxy on the way may have answered instead.",
};

/** What to do about a problem, in one sentence. */
export function problemAdvice(code: ProblemCode | TransportCode): string {
  return advice[code];
}
