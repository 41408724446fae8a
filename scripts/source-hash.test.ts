import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceHash } from "./source-hash.mjs";

let home = "";

const write = (path: string, content: string) => {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "patchboard-sources-"));
  write("app/page.tsx", "page");
  write("lib/domain/verdict.ts", "verdict");
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

test.each(["app/page.tsx", "lib/domain/severity.ts", "next.config.js", "package-lock.json"])(
  "a build is made again when %s changes",
  (path) => {
    const before = sourceHash(home);
    write(path, "changed");
    expect(sourceHash(home)).not.toBe(before);
  },
);

test.each([
  "lib/emulator/fleet.ts",
  "lib/domain/verdict.test.ts",
  "e2e/fleet.spec.ts",
  "README.md",
])("a build is kept when %s changes", (path) => {
  const before = sourceHash(home);
  write(path, "changed");
  expect(sourceHash(home)).toBe(before);
});

test("a file that moves is a change", () => {
  const before = sourceHash(home);
  rmSync(join(home, "app/page.tsx"));
  write("app/nodes/page.tsx", "page");
  expect(sourceHash(home)).not.toBe(before);
});
