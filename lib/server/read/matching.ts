import "server-only";

/** Whether a word is among those asked for; null asks for every one. */
export function isIn<Word>(words: readonly Word[] | null, word: Word | null): boolean {
  return words === null || (word !== null && words.includes(word));
}

/** Whether one of the fields holds the text, in any case; an empty text is in every one. */
export function holdsText(text: string, fields: ReadonlyArray<string | null>): boolean {
  const folded = text.toLowerCase();
  return text === "" || fields.some((field) => field?.toLowerCase().includes(folded));
}

/** The items of one page, counted from 1. */
export function pageOf<Item>(
  items: readonly Item[],
  { page, size }: { readonly page: number; readonly size: number },
): Item[] {
  return items.slice((page - 1) * size, page * size);
}
