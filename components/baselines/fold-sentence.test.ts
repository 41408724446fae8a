import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listed, plain, sentenceText, strong, type Sentence } from "@/lib/domain/sentence";
import { foldSentence } from "./fold-sentence";

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `v${at + 1}`);

function shown(sentence: Sentence): string {
  return foldSentence(sentence, 3)
    .map((piece) => (piece.kind === "said" ? sentenceText(piece.parts) : ` (+${piece.count})`))
    .join("");
}

describe("a sentence with long lists", () => {
  test.each([
    [[plain("for "), ...listed(numbers(4)), plain(".")], "for v1, v2, v3 or v4."],
    [[plain("for "), ...listed(numbers(5)), plain(".")], "for v1, v2, v3 (+2)."],
    [[...listed(numbers(20)), plain(", "), strong("at once")], "v1, v2, v3 (+17), at once"],
    [
      [...listed(["a"]), plain(", "), strong("7 days"), plain(" after release.")],
      "a, 7 days after release.",
    ],
    [
      [...listed(numbers(6)), plain(" rated "), ...listed(numbers(7))],
      "v1, v2, v3 (+3) rated v1, v2, v3 (+4)",
    ],
  ])("%#", (sentence, words) => {
    expect(shown(sentence)).toBe(words);
  });

  test("loses no value", () => {
    const values = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 });
    const lists = fc.array(values, { maxLength: 4 });
    fc.assert(
      fc.property(lists, (each) => {
        const sentence = each.flatMap((list) => [plain(" whose "), ...listed(list)]);
        const parts = foldSentence(sentence).flatMap((piece) => piece.parts);
        const strongIn = (given: Sentence) => given.filter((part) => part.strong);
        expect(strongIn(parts)).toEqual(strongIn(sentence));
      }),
    );
  });
});
