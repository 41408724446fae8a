import { expect, test } from "vitest";
import { isInstalled } from "./is-installed.mjs";

const next = { version: "16.4.5", integrity: "sha512-a" };
const lock = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/next": next,
    "node_modules/swc-darwin": { version: "1.0.0", optional: true },
  },
};

test("packages for another system may be missing", () => {
  expect(isInstalled(lock, { packages: { "node_modules/next": next } })).toBe(true);
});

test("a package that is missing, or is another version, is not installed", () => {
  expect(isInstalled(lock, { packages: {} })).toBe(false);
  const other = { "node_modules/next": { ...next, version: "16.4.4" } };
  expect(isInstalled(lock, { packages: other })).toBe(false);
});

test("an interrupted installation is not an installation", () => {
  expect(isInstalled(lock, {})).toBe(false);
});
