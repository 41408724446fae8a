import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { operatingSystems } from "@/lib/domain/operating-system";
import { baselineOwners } from "@/lib/domain/patch-baseline";
import {
  baselineColumns,
  defaultBaselineSort,
  formatBaselinesQuery,
  parseBaselinesQuery,
  type BaselinesQuery,
} from "@/lib/api/baselines-query";

function queryOf(search: string): BaselinesQuery {
  const parsed = parseBaselinesQuery(new URLSearchParams(search), true);
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.invalidParams)}`);
  return parsed.query;
}

function refusedNames(search: string, strict = true): readonly string[] {
  const parsed = parseBaselinesQuery(new URLSearchParams(search), strict);
  return parsed.ok ? [] : parsed.invalidParams.map(({ name }) => name);
}

const some = <Word>(words: readonly Word[]) =>
  fc.option(fc.subarray([...words], { minLength: 1 }), { nil: null });
const yesOrNo = fc.constantFrom(true, false, null);

const queries = fc.record<BaselinesQuery>({
  owners: some(baselineOwners),
  operatingSystems: some(operatingSystems),
  defaultBaseline: yesOrNo,
  used: yesOrNo,
  accounts: some(["111122223333", "444455556666"]),
  regions: some(["us-east-1", "eu-west-1"]),
  q: fc.string({ maxLength: 60 }).map((text) => text.trim()),
  sort: fc
    .uniqueArray(
      fc.record({ column: fc.constantFrom(...baselineColumns), descending: fc.boolean() }),
      { selector: ({ column }) => column, maxLength: 3 },
    )
    .map((sort) => (sort.length === 0 ? defaultBaselineSort : sort)),
  page: fc.integer({ min: 1, max: 1_000 }),
  size: fc.integer({ min: 1, max: 500 }),
});

const sorted = (query: BaselinesQuery) => ({
  ...query,
  owners: query.owners?.toSorted() ?? null,
  operatingSystems: query.operatingSystems?.toSorted() ?? null,
  accounts: query.accounts?.toSorted() ?? null,
  regions: query.regions?.toSorted() ?? null,
});

describe("the query of the baselines", () => {
  test("a link that was formatted is read as the same view", () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(sorted(queryOf(formatBaselinesQuery(query)))).toEqual(sorted(query));
      }),
    );
  });

  test("takes AWS's spellings and writes its own", () => {
    expect(formatBaselinesQuery(queryOf("owner=Self&os=AMAZON_LINUX_2023&used=YES&page=1"))).toBe(
      "owner=self&os=amazon-linux-2023&used=yes",
    );
    expect(formatBaselinesQuery(queryOf(""))).toBe("");
  });

  test("refuses what it does not understand, by name", () => {
    expect(
      refusedNames("owner=mine&os=beos&default=maybe&used=1&account=1&region=x&sort=size&utm=1"),
    ).toEqual(["utm", "owner", "os", "default", "used", "account", "region", "sort"]);
    expect(refusedNames("utm_source=chat", false)).toEqual([]);
  });
});
