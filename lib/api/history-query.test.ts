import { expect, test } from "vitest";
import { formatOverviewQuery, parseHistoryQuery, parseOverviewQuery } from "./history-query";

const overview = (search: string) => parseOverviewQuery(new URLSearchParams(search));

test("the address of the overview says scope and range, defaults left out", () => {
  const parsed = overview("account=111122223333&region=us-east-1,eu-west-1&range=1Y&utm=x");
  expect(parsed).toMatchObject({ ok: true });
  if (parsed.ok) {
    expect(formatOverviewQuery(parsed.query)).toBe(
      "account=111122223333&region=eu-west-1,us-east-1&range=1y",
    );
  }
  const bare = overview("");
  expect(bare).toEqual({ ok: true, query: { accounts: null, regions: null, range: "90d" } });
  if (bare.ok) expect(formatOverviewQuery(bare.query)).toBe("");
});

test.each(["range=7d", "range=30d,90d", "range=30d&range=90d", "account=prod", "region=mars"])(
  "%s is refused by name",
  (search) => {
    expect(overview(search)).toMatchObject({
      ok: false,
      invalidParams: [{ name: search.split("=")[0] }],
    });
  },
);

test("the history also takes patch groups, and no name it does not know", () => {
  const history = (search: string) => parseHistoryQuery(new URLSearchParams(search));
  expect(history("group=Prod/Web,none")).toMatchObject({
    ok: true,
    query: { groups: ["Prod/Web", "none"] },
  });
  expect(history("verdict=compliant")).toMatchObject({
    ok: false,
    invalidParams: [{ name: "verdict" }],
  });
});
