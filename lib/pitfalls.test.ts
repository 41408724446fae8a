import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

const fold = (words: string) => words.toLowerCase().replaceAll("’", "'");

/** The pitfalls of docs/pitfalls.md, as a title begins that names one. */
const listed = [
  ...readFileSync(join(root, "docs/pitfalls.md"), "utf8").matchAll(/^(\d+)\. \*\*(.+?)\*\*/gm),
].map(([, number = "", words = ""]) => fold(`Pitfall ${number}, ${words}:`));

/** Where titles name a pitfall. */
const named = ["lib", "components", "e2e"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(test|spec)\.ts$/.test(file) && file !== "pitfalls.test.ts")
    .flatMap((file) => [
      ...readFileSync(join(root, folder, file), "utf8").matchAll(/["'`](Pitfall \d+, [^:\n]+:)/g),
    ])
    .map(([, title = ""]) => fold(title)),
);

test("there are twenty-two pitfalls, numbered in their order", () => {
  expect(listed.map((each) => Number(/\d+/.exec(each)?.[0]))).toEqual(
    Array.from({ length: 22 }, (_, at) => at + 1),
  );
});

test.each(listed)("%s a test names it", (pitfall) => {
  expect(named).toContain(pitfall);
});

test("no test names a pitfall in other words", () => {
  expect(named.filter((title) => !listed.includes(title))).toEqual([]);
});
