import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patchDeadlines } from "@/lib/domain/deadline";
import { findingStates, patchStates } from "@/lib/domain/patch-state";
import {
  defaultPatchSort,
  findingsQuery,
  foldWord,
  formatNodePatchesQuery,
  parseNodePatchesQuery,
  patchColumns,
  type NodePatchesQuery,
  type StateFilter,
} from "@/lib/api/node-patches-query";

const parse = (search: string, strict = true) =>
  parseNodePatchesQuery(new URLSearchParams(search), strict);

function queryOf(search: string): NodePatchesQuery {
  const parsed = parse(search);
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.invalidParams)}`);
  return parsed.query;
}

function refusedNames(search: string, strict = true): readonly string[] {
  const parsed = parse(search, strict);
  return parsed.ok ? [] : parsed.invalidParams.map(({ name, value }) => `${name}=${value}`);
}

const stateFilters: readonly StateFilter[] = [...patchStates, "unrecognised"];
const words = fc.option(
  fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/).map(foldWord), {
    minLength: 1,
    maxLength: 4,
  }),
  { nil: null },
);
const queries = fc.record<NodePatchesQuery>({
  states: fc.option(fc.subarray([...stateFilters], { minLength: 1 }), { nil: null }),
  severities: words,
  classifications: words,
  deadlines: fc.option(fc.subarray([...patchDeadlines], { minLength: 1 }), { nil: null }),
  q: fc
    .oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom("libstdc++.x86_64", "100%", "a/b", "本番", "a,b&c=d"),
    )
    .map((text) => text.trim()),
  sort: fc
    .uniqueArray(
      fc.record({ column: fc.constantFrom(...patchColumns), descending: fc.boolean() }),
      { selector: ({ column }) => column, maxLength: 3 },
    )
    .map((sort) => (sort.length === 0 ? defaultPatchSort : sort)),
  page: fc.integer({ min: 1, max: 1_000 }),
  size: fc.integer({ min: 1, max: 500 }),
});

const sorted = (query: NodePatchesQuery) => ({
  ...query,
  severities: query.severities?.toSorted() ?? null,
  classifications: query.classifications?.toSorted() ?? null,
  deadlines: query.deadlines?.toSorted() ?? null,
});

describe("the query of a node's patches", () => {
  test("a link that was formatted is read as the same view", () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(sorted(queryOf(formatNodePatchesQuery(query)))).toEqual(sorted(query));
      }),
    );
  });

  test("two spellings of one view are formatted as one link", () => {
    const link = formatNodePatchesQuery(
      queryOf("severity=Important,CRITICAL&state=MISSING,failed&page=1"),
    );
    expect(link).toBe("state=failed,missing&severity=critical,important");
    expect(
      formatNodePatchesQuery(queryOf("state=Failed,Missing&severity=critical,important")),
    ).toBe(link);
  });

  test.each(["Missing", "MISSING", "missing", " missing "])("state=%s means Missing", (word) => {
    expect(queryOf(`state=${word}`).states).toEqual(["Missing"]);
  });

  test("state=findings is the five states that need attention", () => {
    expect(queryOf("state=findings").states).toEqual(findingStates);
    expect(formatNodePatchesQuery(findingsQuery)).toBe("state=findings");
  });

  test("without a state every row is meant, and a formatted link says so", () => {
    expect(queryOf("").states).toBeNull();
    expect(formatNodePatchesQuery(queryOf("q=KB5"))).toBe("state=all&q=KB5");
  });

  test("one unknown state refuses the list and is named: it is never dropped to give a wider view", () => {
    expect(refusedNames("state=missing,mising")).toEqual(["state=mising"]);
  });

  test("every wrong parameter is named", () => {
    expect(refusedNames("state=bogus&page=-1&size=9e9&sort=__proto__")).toEqual([
      "state=bogus",
      "sort=__proto__",
      "page=-1",
      "size=9e9",
    ]);
  });

  test("a parameter given twice is refused", () => {
    expect(refusedNames("state=missing&state=failed")).toEqual(["state=missing and failed"]);
  });

  test.each(["size=0", "size=501", "page=0", "page=1.5", "size=50.0"])(
    "%s is refused",
    (search) => {
      expect(refusedNames(search)).toEqual([search]);
    },
  );

  test("an oversized value is refused without being echoed whole", () => {
    const parsed = parse(`q=${"x".repeat(5_000)}`);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed).length).toBeLessThan(200);
  });

  test("unknown names are refused by the API and left alone on pages", () => {
    expect(refusedNames("utm_source=chat")).toEqual(["utm_source=chat"]);
    expect(refusedNames("utm_source=chat", false)).toEqual([]);
  });

  test("vendor words compare in any case, with or without blanks; a blank is not-reported", () => {
    expect(foldWord("SecurityUpdates")).toBe(foldWord("security-updates"));
    expect(foldWord("brew cask")).toBe("brewcask");
    expect(foldWord("")).toBe("not-reported");
    expect(foldWord(null)).toBe("not-reported");
    expect(queryOf("severity=not-reported").severities).toEqual(["not-reported"]);
  });
});
