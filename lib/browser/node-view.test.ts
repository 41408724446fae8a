import { describe, expect, test } from "vitest";
import { findingsView, formatNodeView, parseNodeView } from "./node-view";

const parse = (search: string) => parseNodeView(new URLSearchParams(search));

describe("a node's view", () => {
  test.each([
    "state=findings",
    "state=all&q=openssl&patch=libstdc%2B%2B.x86_64",
    "state=missing&patch=KB5077812&account=111122223333&region=eu-west-1",
    "state=failed,missing&sort=-installed-time&page=2&size=100&patch=KB5077812&occurrence=2",
  ])("%s survives the round trip", (search) => {
    const parsed = parse(search);
    expect(parsed.ok && formatNodeView(parsed.view)).toBe(search);
  });

  test("names every parameter it cannot honour, of the list and of the panel", () => {
    const parsed = parse("state=mising&occurrence=none");
    expect(parsed.ok ? [] : parsed.invalidParams.map(({ name, value }) => [name, value])).toEqual([
      ["state", "mising"],
      ["occurrence", "none"],
    ]);
  });

  test("ignores what chat tools add", () => {
    expect(parse("state=findings&utm_source=chat")).toEqual({ ok: true, view: findingsView });
  });
});
