// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf, root, runNode } from "./run-command.mjs";
import { sourceHash } from "./source-hash.mjs";

const stamp = join(root, ".next", "patchboard-source-hash");

/** Builds, unless the build that is there was made of these very sources. Resolves to whether there is one now. */
export async function ensureBuilt() {
  const hash = sourceHash(root);
  const isBuilt = existsSync(join(root, ".next", "BUILD_ID")) && existsSync(stamp);
  if (isBuilt && readFileSync(stamp, "utf8") === hash) {
    console.log("The build is up to date.");
    return true;
  }
  console.log("Building (next build); this takes about half a minute …");
  rmSync(stamp, { force: true });
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  if ((await runNode([commandOf("next"), "build"], env)) !== 0) return false;
  writeFileSync(stamp, hash);
  return true;
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = (await ensureBuilt()) ? 0 : 1;
}
