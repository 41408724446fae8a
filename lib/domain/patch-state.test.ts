import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  knownPatchState,
  patchStateRank,
  patchStates,
  toPatchState,
} from "@/lib/domain/patch-state";

const snake = (state: string) => state.replace(/(?<=[a-z])(?=[A-Z])/g, "_");

describe("a patch state", () => {
  test.each(patchStates)(
    "%s is known in AWS's wire spelling, the SDK enum's and a query's",
    (state) => {
      expect(toPatchState(state)).toBe(state);
      expect(toPatchState(snake(state).toUpperCase())).toBe(state);
      expect(toPatchState(snake(state).toLowerCase().replaceAll("_", "-"))).toBe(state);
    },
  );

  test("that we do not know stays as it came and ranks last", () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        fc.pre(knownPatchState(word) === null);
        expect(toPatchState(word)).toBe(word);
        expect(patchStateRank(word)).toBe(patchStates.length);
      }),
    );
  });
});
