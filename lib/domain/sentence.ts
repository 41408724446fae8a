/** A piece of a sentence; `strong` marks what was filled in, for the page to embolden. */
export interface SentencePart {
  readonly text: string;
  readonly strong: boolean;
}

export type Sentence = readonly SentencePart[];

/** Words of the sentence itself. */
export function plain(text: string): SentencePart {
  return { text, strong: false };
}

/** A value that was filled in. */
export function strong(text: string): SentencePart {
  return { text, strong: true };
}

/** Values with commas and a last `or`, each a part of its own; none is left out. */
export function listed(values: readonly string[]): Sentence {
  return values.flatMap((value, at) => {
    if (at === 0) return [strong(value)];
    return [plain(at === values.length - 1 ? " or " : ", "), strong(value)];
  });
}

/** The sentence without its emphasis. */
export function sentenceText(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join("");
}

/** `1 day`, `7 days`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
