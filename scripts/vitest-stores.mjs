// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./start-postgres.mjs";

/**
 * Gives the tests of the store a PostgreSQL, where one is installed, and a folder for embedded ones.
 * @param {import("vitest/node").TestProject} project
 */
export async function setup(project) {
  const folder = mkdtempSync(join(tmpdir(), "patchboard-stores-"));
  const postgres = await startPostgres();
  if (postgres === null) {
    process.stdout.write(
      "\n!! PostgreSQL is not installed: the store is tested on its embedded engine only.\n\n",
    );
  }
  project.provide("storeFolder", folder);
  project.provide("postgresUrl", postgres?.url ?? null);
  // How often a sweeping process is killed, engine by engine: SWEEP_KILLS=20 npx vitest run lib/server/sweep/killed
  project.provide("sweepKills", Number(process.env.SWEEP_KILLS ?? 3));
  // Vitest calls it when all tests have ended.
  return () => {
    postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
