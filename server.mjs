// @ts-check
/**
 * The server's entry: Next's documented custom server, and what only the process that holds the socket can do. It sees the peer's
 * address, strips what a client may not say, sets the content security policy with its nonce, drains on SIGTERM and exits on an
 * uncaught exception. It imports nothing of lib/: it must start, and say why not, whatever is broken behind it. The configuration
 * as a whole is checked in instrumentation.ts, which Next runs while it prepares.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";

const env = process.env;
const host = env.PATCHBOARD_HOST || "127.0.0.1";
const port = readPort(env.PORT || "3000");
const publicUrl = readPublicUrl(env.PATCHBOARD_PUBLIC_URL);
const onLoopback = isLoopback(host);
const signInMode = env.PATCHBOARD_AUTH || (onLoopback ? "none" : "");
const drainMs = Number(env.PATCHBOARD_DRAIN_SECONDS || (onLoopback ? 0 : 5)) * 1000;
const allowedHosts = readAllowedHosts();

const MAX_URL_BYTES = 8 * 1024;
const MAX_BODY_BYTES = 64 * 1024;
const IDLE_CHECK_MS = 100;
const HARD_STOP_MS = 25_000;

/**
 * What this file shares with lib/server, which Next bundles apart from it. `patchboardBeforeExit` holds what must be finished
 * before the process ends (a sweep's step, the embedded database); nothing in it outlives the hard stop.
 * @type {typeof globalThis & { patchboardDraining?: boolean | undefined; patchboardBeforeExit?: (() => Promise<void>)[] | undefined }}
 */
const shared = globalThis;

/** @param {string} text @returns {number} */
function readPort(text) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  return refuse(`PORT must be a whole number from 0 to 65535, not ${JSON.stringify(text)}.`);
}

/** A value that is not an address is reported by instrumentation.ts, with everything else that is wrong. @param {string | undefined} text */
function readPublicUrl(text) {
  return text && URL.canParse(text) ? new URL(text) : null;
}

/** @param {string} name */
function isLoopback(name) {
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Names this server answers to, lower case. A name without a port is answered on every port. */
function readAllowedHosts() {
  const named = (env.PATCHBOARD_ALLOWED_HOSTS ?? "").split(",").map((name) => name.trim());
  const given = named.filter((name) => name !== "");
  const byDefault = [
    ...(publicUrl ? [publicUrl.host] : []),
    ...(onLoopback ? ["localhost", "127.0.0.1", "[::1]"] : []),
  ];
  return new Set((given.length > 0 ? given : byDefault).map((name) => name.toLowerCase()));
}

/** @param {string | undefined} header */
function isAllowedHost(header) {
  const name = (header ?? "").toLowerCase();
  return allowedHosts.has(name) || allowedHosts.has(name.replace(/:\d{1,5}$/, ""));
}

/** Ends the process with one sentence. @param {string} sentence @returns {never} */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * One JSON line, as lib/server/log.ts writes them, then the end: the state after an uncaught error is unknown.
 * @param {string} event
 * @param {unknown} thrown
 */
function crash(event, thrown) {
  const error =
    thrown instanceof Error
      ? { type: thrown.name, message: thrown.message, stack: thrown.stack }
      : { message: String(thrown) };
  // Synchronously: nothing is flushed after exit.
  writeSync(2, `${JSON.stringify({ level: 60, time: new Date().toISOString(), event, error })}\n`);
  process.exit(1);
}

/** Headers of every answer, whoever writes its body. @type {Readonly<Record<string, string>>} */
const EVERY_ANSWER = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex",
  ...(publicUrl?.protocol === "https:"
    ? { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" }
    : {}),
};

/** For what is not a page: nothing may be loaded by it. */
const BARE_POLICY = "default-src 'none'; frame-ancestors 'none'";

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
 * @param {string} requestId
 */
function launder(request, requestId) {
  const { headers } = request;
  for (const name of Object.keys(headers)) {
    const refused =
      NEVER_FROM_A_CLIENT.test(name) || (signInMode === "none" && FROM_A_PROXY.test(name));
    if (refused) delete headers[name];
  }
  headers["x-patchboard-request-id"] = requestId;
  headers["x-patchboard-peer"] = request.socket.remoteAddress ?? "";
  const repeated = repeatedHeaders(request.rawHeaders);
  if (repeated.length > 0) headers["x-patchboard-repeated"] = repeated.join(",");
}

/** Names that came more than once: Node joins them to one value, so sign-in by header could not tell two claims from one. @param {string[]} raw */
function repeatedHeaders(raw) {
  const names = raw.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
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
 * @returns {{ status: number; sentence: string } | null}
 */
function objection({ method, url = "", headers }, path) {
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
  if (path !== "/livez" && path !== "/readyz" && !isAllowedHost(headers.host)) {
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
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} sentence
 */
function answerPlainly(response, status, sentence) {
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

/** Next's handler, once Next is prepared. @type {import("next/dist/server/next.js").RequestHandler | null} */
let next = null;

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function answer(request, response) {
  const requestId = randomUUID();
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  for (const [name, value] of Object.entries(EVERY_ANSWER)) response.setHeader(name, value);
  response.setHeader("X-Request-Id", requestId);
  if (shared.patchboardDraining) response.setHeader("Connection", "close");

  const refused = objection(request, path);
  if (refused) return answerPlainly(response, refused.status, refused.sentence);
  if (!next) return answerPlainly(response, 503, "Patchboard is starting.");
  if (shared.patchboardDraining && path === "/readyz") {
    return answerPlainly(response, 503, "Patchboard is stopping.");
  }

  launder(request, requestId);
  // As it was sent: Next's own copy of a query loses names such as __proto__.
  request.headers["x-patchboard-query"] = (request.url ?? "").split("?", 2)[1] ?? "";
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
  next(request, response).catch((/** @type {unknown} */ error) => {
    crash("requestBrokeServer", error);
  });
}

const server = createServer({ maxHeaderSize: 64 * 1024 }, answer);
// Longer than a load balancer's 60 s, or it would reuse a connection that has just been closed here.
server.keepAliveTimeout = 65_000;
server.headersTimeout = 66_000;
server.requestTimeout = 30_000;
server.on("upgrade", (_request, socket) => {
  socket.on("error", () => socket.destroy());
  socket.end("HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
});

/** First signal: tell the load balancer, serve a little longer, finish what runs, end. Second signal: now. */
function stop() {
  if (shared.patchboardDraining) process.exit(1);
  shared.patchboardDraining = true;
  setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
  setTimeout(() => {
    const closed = new Promise((done) => server.close(done));
    // A kept-alive connection whose request ends only now would hold the server open.
    setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref();
    const finished = (shared.patchboardBeforeExit ?? []).map((finish) => finish());
    void Promise.allSettled([closed, ...finished]).then(() => process.exit(0));
  }, drainMs);
}

/** Resolves to the port that is now ours. Listening comes first: a second Patchboard stops here, before it sweeps anything. */
function listen() {
  return new Promise((/** @type {(port: number) => void} */ listening) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE") {
        refuse(`Port ${port} is already in use; set PORT to another one.`);
      }
      if (error.code === "EACCES") {
        refuse(`Port ${port} may not be opened by this user; set PORT to one above 1023.`);
      }
      refuse(`Patchboard cannot listen on ${host}, port ${port}: ${error.message}.`);
    });
    server.listen(port, host, () => {
      const address = server.address();
      listening(address !== null && typeof address === "object" ? address.port : port);
    });
  });
}

async function start() {
  const home = import.meta.dirname;
  if (!existsSync(join(home, ".next", "BUILD_ID"))) {
    refuse("Patchboard is not built yet: run `npm run build`, or `npm start`, which does it.");
  }
  Object.assign(env, {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_MANUAL_SIG_HANDLE: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    PATCHBOARD_DATA_DIR: resolve(env.PATCHBOARD_DATA_DIR || ".data"),
    ...(env.PATCHBOARD_CONFIG ? { PATCHBOARD_CONFIG: resolve(env.PATCHBOARD_CONFIG) } : {}),
  });
  process.on("uncaughtException", (error) => crash("uncaughtException", error));
  process.on("unhandledRejection", (reason) => crash("unhandledRejection", reason));
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);

  const openPort = await listen();
  // After the environment is set, which Next and React read as they load.
  const { default: createNext } = await import("next");
  const app = createNext({
    dev: false,
    dir: home,
    hostname: host,
    port: openPort,
    // Next would accept WebSockets on the server it is given; ours refuses them.
    httpServer: createServer(),
  });
  await app.prepare();
  next = app.getRequestHandler();
  const shown = host.includes(":") ? `[${host}]` : host;
  console.log(`Patchboard is ready on http://${shown}:${openPort}`);
}

await start();
