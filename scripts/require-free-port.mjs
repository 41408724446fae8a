// @ts-check
import { createServer } from "node:net";

/**
 * Says in one sentence that the port is taken, before anything is built for it, and ends the process. Whatever else may be wrong
 * with the port or the host, the server says itself.
 * @param {NodeJS.ProcessEnv} env
 */
export async function requireFreePort(env) {
  const port = Number(env.PORT || "3000");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return;
  const code = await new Promise((/** @type {(code: string | null) => void} */ done) => {
    const probe = createServer();
    probe.once("error", (/** @type {NodeJS.ErrnoException} */ error) => done(error.code ?? null));
    probe.listen(port, env.PATCHBOARD_HOST || "127.0.0.1", () => probe.close(() => done(null)));
  });
  if (code !== "EADDRINUSE") return;
  console.error(`Port ${port} is already in use; set PORT to another one.`);
  process.exit(1);
}
