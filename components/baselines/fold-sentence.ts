import type { Sentence, SentencePart } from "@/lib/domain/sentence";

/** A stretch of a sentence as it is shown; `at` is where it begins among the parts. */
export type SentencePiece =
  | { readonly kind: "said"; readonly at: number; readonly parts: Sentence }
  /** The values of a long list after the first few, to be opened. */
  | {
      readonly kind: "folded";
      readonly at: number;
      readonly count: number;
      readonly parts: Sentence;
    };

const separators = new Set([", ", " or "]);

const isSeparator = (part: SentencePart | undefined) =>
  part !== undefined && !part.strong && separators.has(part.text);

/** Where the values of a list that begins at `from` stand; a list ends with its `or`, a single value is none. */
function listFrom(sentence: Sentence, from: number): readonly number[] {
  const values = [from];
  let at = from;
  while (isSeparator(sentence[at + 1]) && sentence[at + 2]?.strong) {
    at += 2;
    values.push(at);
    if (sentence[at - 1]?.text === " or ") return values;
  }
  return [];
}

/** Splits a sentence so that of each list of values longer than `most` only that many are shown at once. */
export function foldSentence(sentence: Sentence, most = 6): readonly SentencePiece[] {
  const pieces: SentencePiece[] = [];
  let said = 0;
  let at = 0;
  while (at < sentence.length) {
    const values = sentence[at]?.strong ? listFrom(sentence, at) : [];
    const firstFolded = values[most];
    const last = values.at(-1) ?? at;
    // One more value takes no more room than the words that would stand for it.
    if (firstFolded !== undefined && values.length > most + 1) {
      pieces.push({ kind: "said", at: said, parts: sentence.slice(said, firstFolded - 1) });
      pieces.push({
        kind: "folded",
        at: firstFolded,
        count: values.length - most,
        parts: sentence.slice(firstFolded, last + 1),
      });
      said = last + 1;
    }
    at = last + 1;
  }
  if (said < sentence.length) {
    pieces.push({ kind: "said", at: said, parts: sentence.slice(said) });
  }
  return pieces;
}
