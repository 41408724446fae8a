import { describe, expect, test } from "vitest";
import { everySource, scopeOf, toggled, withinScope, withScope } from "./scope";

const of = (search: string) => scopeOf(new URLSearchParams(search));

describe("scopeOf", () => {
  test("reads accounts and Regions and nothing else", () => {
    expect(of("account=111122223333&region=us-east-1,eu-west-1&q=web")).toEqual({
      accounts: ["111122223333"],
      regions: ["us-east-1", "eu-west-1"],
    });
  });

  test.each(["", "account=bogus&region=nowhere", "account=&region="])(
    "%j is every source",
    (search) => {
      expect(of(search)).toEqual({ accounts: [], regions: [] });
    },
  );
});

test("a place's address carries the scope, and nothing where there is none", () => {
  expect(withinScope("/list", of("region=us-east-1,eu-west-1"))).toBe(
    "/list?region=eu-west-1,us-east-1",
  );
  expect(withinScope("/list", of(""))).toBe("/list");
});

test("the address of one thing carries the scope after its own query", () => {
  expect(withScope("state=all", of("region=eu-west-1&account=111122223333"))).toBe(
    "state=all&account=111122223333&region=eu-west-1",
  );
  expect(withScope("state=all", everySource)).toBe("state=all");
});

test("another scope keeps the other parameters and starts at the first page", () => {
  expect(
    withinScope(
      "/list",
      of("region=eu-west-1"),
      "verdict=unknown&region=us-east-1&page=3&group=Web/Tier+1",
    ),
  ).toBe("/list?verdict=unknown&group=Web/Tier%201&region=eu-west-1");
});

describe("toggled", () => {
  const all = ["a", "b", "c"];
  test("adds and takes back", () => {
    expect(toggled([], "a", all)).toEqual(["a"]);
    expect(toggled(["a", "b"], "a", all)).toEqual(["b"]);
  });

  test("all of them is no narrowing", () => {
    expect(toggled(["a", "b"], "c", all)).toEqual([]);
  });
});
