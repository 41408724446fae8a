// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "./run-command.mjs";
import { startPostgres } from "./start-postgres.mjs";

const maker = "lib/server/store/testing/make-store.ts";

/** An empty embedded store, for tests to copy: making one takes seconds. @param {string} directory */
async function makeStore(directory) {
  const code = await runNode(["--conditions=react-server", "--import", "tsx", maker, directory]);
  if (code !== 0) throw new Error(`No store could be made in ${directory}: exit code ${code}.`);
}

/**
 * Gives the tests of the store a PostgreSQL, where one is installed, a folder for embedded ones, and an empty one to copy.
 * @param {import("vitest/node").TestProject} project
 */
export async function setup(project) {
  const folder = mkdtempSync(join(tmpdir(), "patchboard-stores-"));
  const templateStore = join(folder, "template");
  await makeStore(templateStore);
  const postgres = await startPostgres();
  if (postgres === null) {
    process.stdout.write(
      "\n!! PostgreSQL is not installed: the store is tested on its embedded engine only.\n\n",
    );
  }
  project.provide("storeFolder", folder);
  project.provide("templateStore", templateStore);
  project.provide("postgresUrl", postgres?.url ?? null);
  // How often a sweeping process is killed, engine by engine: SWEEP_KILLS=20 npx vitest run lib/server/sweep/killed
  project.provide("sweepKills", Number(process.env.SWEEP_KILLS ?? 3));
  // Vitest calls it when all tests have ended.
  return () => {
    postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
