// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What `next build` reads. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];

/** What lies among it and does not reach the build. @param {string} path relative, with `/` */
function isOutside(path) {
  return path.startsWith("lib/emulator") || /\.(test|spec)\.tsx?$|(^|\/)\.[^/]+$/.test(path);
}

/**
 * @param {string} home
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(home, path) {
  if (isOutside(path) || !existsSync(join(home, path))) return [];
  if (!statSync(join(home, path)).isDirectory()) return [path];
  return readdirSync(join(home, path)).flatMap((name) => filesUnder(home, `${path}/${name}`));
}

/**
 * One hash of every file that a build is made of: the same hash, the same build.
 * @param {string} home
 */
export function sourceHash(home) {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => filesUnder(home, source)).toSorted()) {
    const content = readFileSync(join(home, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
