// @ts-check
/** What every answer carries, the content security policy of each kind of answer, and what of a request is believed. */
import { randomBytes } from "node:crypto";

/** Headers of every answer, whoever writes its body. @type {Readonly<Record<string, string>>} */
const EVERY_ANSWER = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex",
};

/** For what is not a page: nothing may be loaded by it. */
export const BARE_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** @param {string} nonce */
function pagePolicy(nonce) {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Sets what every answer carries, whoever writes its body.
 * @param {import("node:http").ServerResponse} response
 * @param {{ requestId: string; overHttps: boolean }} answer
 */
export function setHeaders(response, { requestId, overHttps }) {
  for (const [name, value] of Object.entries(EVERY_ANSWER)) response.setHeader(name, value);
  if (overHttps) {
    response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
  response.setHeader("X-Request-Id", requestId);
}

/**
 * Sets a header unless the route does: Next passes over a route's own header when one of that name is already set.
 * @param {import("node:http").ServerResponse} response
 * @param {string} name
 * @param {string} value
 */
function withDefaultHeader(response, name, value) {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (/** @type {[number]} */ ...args) => {
    if (!response.hasHeader(name)) response.setHeader(name, value);
    return writeHead(...args);
  };
}

/**
 * Sets the policy of what Next is about to answer: a page's has a nonce, which Next reads from the request.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {string} path
 */
export function setPolicy(request, response, path) {
  if (/^\/(api(\/|$)|livez$|readyz$|metrics$)/.test(path)) {
    response.setHeader("Content-Security-Policy", BARE_POLICY);
    response.setHeader("Vary", "Cookie");
    withDefaultHeader(response, "Cache-Control", "private, no-store");
  } else if (path.startsWith("/_next/static/")) {
    response.setHeader("Content-Security-Policy", BARE_POLICY);
  } else {
    const policy = pagePolicy(randomBytes(16).toString("base64"));
    request.headers["content-security-policy"] = policy;
    response.setHeader("Content-Security-Policy", policy);
  }
}

/**
 * What a client may not say: our own words, Next's internal words (its browser router sends `rsc`, `next-router-*` and `next-url`,
 * which stay), where it claims to come from, and `_`, which some proxies turn into `-` after they have checked a header.
 */
const NEVER_FROM_A_CLIENT =
  /_|^(x-patchboard-|x-middleware-|x-nextjs-|x-next-|x-invoke-|x-prerender-|x-action-)|^(x-matched-path|x-now-route-matches|x-invocation-id|x-nonce|next-resume|next-action|next-hmr-refresh|content-security-policy|content-security-policy-report-only|x-forwarded-host|x-forwarded-port|x-forwarded-proto|x-forwarded-server)$/;

/** A proxy's word about its client; believed only where a sign-in mode puts a proxy in front. */
const FROM_A_PROXY = /^(x-forwarded-.*|forwarded|x-real-ip|true-client-ip|cf-connecting-ip)$/;

/**
 * Leaves on the request only what the client may say, and adds what only this process knows.
 * @param {import("node:http").IncomingMessage} request
 * @param {{ requestId: string; behindProxy: boolean }} answer
 */
export function launder(request, { requestId, behindProxy }) {
  const { headers } = request;
  for (const name of Object.keys(headers)) {
    const refused = NEVER_FROM_A_CLIENT.test(name) || (!behindProxy && FROM_A_PROXY.test(name));
    if (refused) delete headers[name];
  }
  headers["x-patchboard-request-id"] = requestId;
  headers["x-patchboard-peer"] = request.socket.remoteAddress ?? "";
  // As it was sent: Next's own copy of a query loses names such as __proto__.
  headers["x-patchboard-query"] = (request.url ?? "").split("?", 2)[1] ?? "";
  const repeated = repeatedHeaders(request.rawHeaders);
  if (repeated.length > 0) headers["x-patchboard-repeated"] = repeated.join(",");
}

/** Names that came more than once: Node joins them to one value, so sign-in by header could not tell two claims from one. @param {string[]} raw */
function repeatedHeaders(raw) {
  const names = raw.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}
