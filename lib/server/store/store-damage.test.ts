import { DatabaseError } from "pg";
import { describe, expect, test } from "vitest";
import { damageIn, StoreDamagedError } from "@/lib/server/store/store-damage";

function said(code: string): DatabaseError {
  const error = new DatabaseError("PostgreSQL says so", 0, "error");
  error.code = code;
  return error;
}

describe("An embedded store that can't be opened", () => {
  test.each([
    ["rows that contradict their key", new StoreDamagedError("5 rows where 7")],
    ["a page that is no page", said("XX001")],
    ["an index that is none", said("XX002")],
    ["a table without its file", said("58P01")],
  ])("is damaged: %s", (_, error) => {
    expect(damageIn(error)).toBe("damage");
  });

  test.each([
    ["a migration that fails", said("42701")],
    ["a full disk", said("53100")],
    ["no memory, by PostgreSQL", said("53200")],
    [
      "no memory, by WebAssembly",
      new RangeError("WebAssembly.Memory(): could not allocate memory"),
    ],
    ["no memory, by the engine", new Error("Aborted(OOM)")],
    [
      "no memory, by Node",
      new Error("Worker terminated due to reaching memory limit: JS heap out of memory"),
    ],
    ["no right", Object.assign(new Error("EACCES: permission denied"), { syscall: "open" })],
    ["a file system that fails", Object.assign(new Error("EIO: i/o error"), { syscall: "read" })],
  ])("is not: %s", (_, error) => {
    expect(damageIn(error)).toBe("none");
  });

  test.each([
    ["the engine's one sentence", new Error("PGlite failed to initialize properly")],
    ["a crash of the engine", new Error("Aborted(). Build with -sASSERTIONS for more info.")],
    ["no error at all", "aborted"],
  ])("may be: %s", (_, error) => {
    expect(damageIn(error)).toBe("unclear");
  });
});
