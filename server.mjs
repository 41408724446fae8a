// @ts-check
/**
 * The server's entry: Next's documented custom server, and what only the process that holds the socket can do. It sees the peer's
 * address, strips what a client may not say, sets the content security policy with its nonce, drains on SIGTERM and exits on an
 * uncaught exception. It imports nothing of lib/: it must start, and say why not, whatever is broken behind it. The configuration
 * as a whole is checked in instrumentation.ts, which Next runs while it prepares.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { launder, setHeaders, setPolicy } from "./entry/headers.mjs";
import { allowedHosts, answerPlainly, isLoopback, objection } from "./entry/refusals.mjs";
import { crash, isDraining, refuse, stop } from "./entry/stopping.mjs";

const env = process.env;
const host = env.PATCHBOARD_HOST || "127.0.0.1";
const port = readPort(env.PORT || "3000");
const publicUrl = readPublicUrl(env.PATCHBOARD_PUBLIC_URL);
const overHttps = publicUrl?.protocol === "https:";
const onLoopback = isLoopback(host);
const behindProxy = (env.PATCHBOARD_AUTH || (onLoopback ? "none" : "")) !== "none";
const drainMs = Number(env.PATCHBOARD_DRAIN_SECONDS || (onLoopback ? 0 : 5)) * 1000;
const hosts = allowedHosts({ configured: env.PATCHBOARD_ALLOWED_HOSTS, publicUrl, onLoopback });

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

/** Next's handler, once Next is prepared. @type {import("next/dist/server/next.js").RequestHandler | null} */
let next = null;

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function answer(request, response) {
  const requestId = randomUUID();
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  setHeaders(response, { requestId, overHttps });
  if (isDraining()) response.setHeader("Connection", "close");

  const refused = objection(request, path, hosts);
  if (refused) return answerPlainly(response, refused.status, refused.sentence);
  if (!next) return answerPlainly(response, 503, "Patchboard is starting.");
  if (isDraining() && path === "/readyz") {
    return answerPlainly(response, 503, "Patchboard is stopping.");
  }

  launder(request, { requestId, behindProxy });
  setPolicy(request, response, path);
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
  process.on("SIGTERM", () => stop(server, drainMs));
  process.on("SIGINT", () => stop(server, drainMs));

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
