// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "./is-installed.mjs";
import { root, runNpm } from "./run-command.mjs";

/** Installs the packages of the lock file, unless they are all there. Ends the process if that fails. */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Patchboard needs Node 20.19 or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
  const account = join(root, "node_modules", ".package-lock.json");
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  if (existsSync(account) && isInstalled(lock, JSON.parse(readFileSync(account, "utf8")))) return;

  console.log("Installing packages (npm ci); this takes about a minute the first time …");
  const code = await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (code === 0) return;
  console.error("The packages could not be installed: npm ci failed, and says why above.");
  process.exit(1);
}
