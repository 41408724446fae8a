import "server-only";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { proxiedAgent, type ProxyVariables } from "@/lib/server/aws/proxied-agent";

const maxSockets = 50;

/**
 * The connections of one source: connect within 2 s, the answer's beginning within `requestTimeoutMs` (10 s).
 * `requestTimeout` alone only logs, and covers no more than the headers: a body that stops is ended by
 * `socketTimeout`, and one that trickles by the deadline that call-aws.ts puts on every attempt.
 */
export function requestHandler(
  proxies: ProxyVariables,
  requestTimeoutMs = 10_000,
): NodeHttpHandler {
  const proxied = proxiedAgent(proxies, maxSockets);
  return new NodeHttpHandler({
    connectionTimeout: 2_000,
    requestTimeout: requestTimeoutMs,
    socketTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    httpAgent: proxied ?? new HttpAgent({ keepAlive: true, maxSockets }),
    httpsAgent: proxied ?? new HttpsAgent({ keepAlive: true, maxSockets }),
  });
}
