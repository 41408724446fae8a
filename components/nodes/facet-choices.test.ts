import { expect, test } from "vitest";
import { facetChoices } from "./facet-choices";

const values = [
  { word: "Web/Tier 1", label: "Web/Tier 1", count: 3 },
  { word: "none", label: "None", count: 2 },
];

const choicesOf = (search: string) => facetChoices(search, "group", values);

test("a value adds itself to the address, and a chosen one takes itself back", () => {
  expect(choicesOf("verdict=unknown&page=4").map(({ chosen, href }) => [chosen, href])).toEqual([
    [false, "/nodes?verdict=unknown&group=Web/Tier%201"],
    [false, "/nodes?verdict=unknown&group=none"],
  ]);
  expect(choicesOf("group=none").map(({ chosen, href }) => [chosen, href])).toEqual([
    [false, "/nodes?group=Web/Tier%201,none"],
    [true, "/nodes"],
  ]);
});

test("what is chosen and no node has any more can still be taken back", () => {
  expect(choicesOf("group=Gone").at(-1)).toEqual({
    word: "Gone",
    label: "Gone",
    count: 0,
    chosen: true,
    href: "/nodes",
  });
});
