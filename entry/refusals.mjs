// @ts-check
/** Which requests are not passed on to Next, and how they are answered. */
import { BARE_POLICY } from "./headers.mjs";

const MAX_URL_BYTES = 8 * 1024;
const MAX_BODY_BYTES = 64 * 1024;

/** @param {string} name */
export function isLoopback(name) {
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Names a server answers to, lower case: those configured, else its own. A name without a port is answered on every port.
 * @param {{ configured: string | undefined; publicUrl: URL | null; onLoopback: boolean }} server
 * @returns {ReadonlySet<string>}
 */
export function allowedHosts({ configured = "", publicUrl, onLoopback }) {
  const named = configured.split(",").map((name) => name.trim());
  const given = named.filter((name) => name !== "");
  const byDefault = [
    ...(publicUrl ? [publicUrl.host] : []),
    ...(onLoopback ? ["localhost", "127.0.0.1", "[::1]"] : []),
  ];
  return new Set((given.length > 0 ? given : byDefault).map((name) => name.toLowerCase()));
}

/**
 * @param {string | undefined} header
 * @param {ReadonlySet<string>} hosts
 */
function isAllowedHost(header, hosts) {
  const name = (header ?? "").toLowerCase();
  return hosts.has(name) || hosts.has(name.replace(/:\d{1,5}$/, ""));
}

/** @param {string} path */
function isDecodable(path) {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Why a request is not passed on, or null.
 * @param {import("node:http").IncomingMessage} request
 * @param {string} path
 * @param {ReadonlySet<string>} hosts the names that are answered
 * @returns {{ status: number; sentence: string } | null}
 */
export function objection({ method, url = "", headers }, path, hosts) {
  const isRead = method === "GET" || method === "HEAD";
  if (method === "TRACE" || !(isRead || path.startsWith("/api/"))) {
    // Next would take a POST to a page for a Server Action; there are none.
    return { status: 405, sentence: "This method is not answered here." };
  }
  if (Buffer.byteLength(url) > MAX_URL_BYTES) {
    return { status: 414, sentence: "The address is longer than 8 KB." };
  }
  if (!/^\/(?![/\\])/.test(url)) {
    return { status: 400, sentence: "The request must name a path on this server." };
  }
  if (!isDecodable(path)) {
    // Next would answer it with a server error.
    return { status: 400, sentence: "The address holds a % that stands for nothing." };
  }
  if (path !== "/livez" && path !== "/readyz" && !isAllowedHost(headers.host, hosts)) {
    return {
      status: 421,
      sentence: "This server does not answer to that name (PATCHBOARD_ALLOWED_HOSTS).",
    };
  }
  if (headers["transfer-encoding"] !== undefined) {
    return { status: 411, sentence: "A request body must state its length." };
  }
  if (Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    return { status: 413, sentence: "A request body may hold 64 KB at most." };
  }
  return null;
}

/**
 * Answers with one sentence instead of Next.
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} sentence
 */
export function answerPlainly(response, status, sentence) {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": BARE_POLICY,
    ...(status === 503 ? { "Retry-After": "1" } : {}),
    ...(status === 405 ? { Allow: "GET, HEAD" } : {}),
    // What is left of a refused request is not worth reading.
    ...(status === 503 ? {} : { Connection: "close" }),
  });
  response.end(`${sentence}\n`);
}
