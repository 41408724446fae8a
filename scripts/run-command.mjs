// @ts-check
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The repository. Every script works on it, whatever directory it was started from. */
export const root = join(import.meta.dirname, "..");

/**
 * The file behind a command of an installed package: run with `node`, it needs no shell, on Windows either.
 * @param {string} packageName
 * @param {string} [command] when it is not the package's own name
 */
export function commandOf(packageName, command = packageName) {
  const manifest = join(root, "node_modules", packageName, "package.json");
  /** @type {{ bin?: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  const file = typeof bin === "string" ? bin : bin?.[command];
  if (!file) throw new Error(`${packageName} has no command ${command}`);
  return join(dirname(manifest), file);
}

/**
 * Runs Node on a file, showing what it prints, and resolves to its exit code.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function runNode(args, env = process.env) {
  return run(process.execPath, args, env);
}

/**
 * Runs npm: the one that started us, or the one on the path.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) return runNode([npm, ...args]);
  return run("npm", args, process.env, { shell: process.platform === "win32" });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {{ shell?: boolean; quiet?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, env, { shell = false, quiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      shell,
      stdio: quiet ? "ignore" : ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => done(127));
    child.on("close", (code) => done(code ?? 1));
  });
}
