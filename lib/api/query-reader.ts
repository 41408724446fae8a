/** A parameter that cannot be honoured, named so that the reader can mend the link. */
export interface InvalidParam {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

/** What a link asked for, or the parameters that could not be understood: never a wider view instead. */
export type Parsed<Query> =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly invalidParams: readonly InvalidParam[] };

export interface SortKey<Column extends string> {
  readonly column: Column;
  readonly descending: boolean;
}

const longestValue = 2_000;
const mostWords = 50;

/** Reads the parameters of one address and remembers each that is wrong. */
export class QueryReader {
  readonly #params: URLSearchParams;
  readonly #invalid: InvalidParam[] = [];

  constructor(params: URLSearchParams) {
    this.#params = params;
  }

  /** Refuses names outside `names`: for the API. Pages ignore them, because chat tools add their own. */
  allowOnly(names: readonly string[]): void {
    for (const name of new Set(this.#params.keys())) {
      if (!names.includes(name)) {
        this.refuse(
          name,
          this.#params.get(name) ?? "",
          `Not a parameter here. Known: ${names.join(", ") || "none"}.`,
        );
      }
    }
  }

  /** The value of a parameter given once; null when it is absent or empty. */
  text(name: string, longest = 200): string | null {
    const values = this.#params.getAll(name);
    if (values.length > 1) {
      this.refuse(name, values.join(" and "), "Given more than once.");
      return null;
    }
    const value = values[0]?.trim() ?? "";
    if (value.length > longest) {
      this.refuse(name, `${value.slice(0, 40)}…`, `Longer than ${longest} characters.`);
      return null;
    }
    return value === "" ? null : value;
  }

  /** The words of a comma list, each turned by `parse`; null when absent. One unknown word refuses the whole list. */
  words<Word>(
    name: string,
    parse: (word: string) => Word | null,
    expected: string,
  ): readonly Word[] | null {
    const text = this.text(name, longestValue);
    if (text === null) return null;
    const words = text
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean);
    if (words.length > mostWords) {
      this.refuse(name, `${text.slice(0, 40)}…`, `More than ${mostWords} values.`);
      return null;
    }
    const parsed: Word[] = [];
    for (const word of words) {
      const value = parse(word);
      if (value === null) this.refuse(name, word, expected);
      else if (!parsed.includes(value)) parsed.push(value);
    }
    return parsed.length > 0 ? parsed : null;
  }

  /** `yes` or `no`; null when absent. */
  yesOrNo(name: string): boolean | null {
    const text = this.text(name);
    if (text === null) return null;
    const known = oneOf(["yes", "no"])(text);
    if (known === null) this.refuse(name, text.slice(0, 40), "Neither yes nor no.");
    return known === null ? null : known === "yes";
  }

  /** A whole number between `least` and `most`, or `otherwise` when absent. */
  integer(name: string, least: number, most: number, otherwise: number): number {
    const text = this.text(name);
    if (text === null) return otherwise;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    this.refuse(name, text.slice(0, 40), `Not a whole number from ${least} to ${most}.`);
    return otherwise;
  }

  /** A sort such as `-missing,name` over a closed set of columns, or `otherwise` when absent. */
  sort<Column extends string>(
    columns: readonly Column[],
    otherwise: readonly SortKey<Column>[],
  ): readonly SortKey<Column>[] {
    const keys = this.words(
      "sort",
      (word) => {
        const descending = word.startsWith("-");
        const name = (descending ? word.slice(1) : word).toLowerCase();
        const column = columns.find((known) => known === name);
        return column === undefined ? null : `${descending ? "-" : ""}${column}`;
      },
      `Not a column. Known: ${columns.join(", ")}.`,
    );
    if (keys === null) return otherwise;
    return keys.flatMap((key) => {
      const column = columns.find((known) => known === key.replace(/^-/, ""));
      return column === undefined ? [] : [{ column, descending: key.startsWith("-") }];
    });
  }

  /** `query` when every parameter was understood, else the ones that were not. */
  result<Query>(query: Query): Parsed<Query> {
    return this.#invalid.length > 0
      ? { ok: false, invalidParams: this.#invalid }
      : { ok: true, query };
  }

  /** Notes that a parameter cannot be honoured. */
  refuse(name: string, value: string, reason: string): void {
    this.#invalid.push({ name, value, reason });
  }
}

const fold = (word: string) => word.toLowerCase().replace(/[_-]/g, "");

/** Reads a word of a closed set, in any case, with `-`, `_` or nothing between its parts. */
export function oneOf<Word extends string>(known: readonly Word[]): (word: string) => Word | null {
  return (word) => known.find((candidate) => fold(candidate) === fold(word)) ?? null;
}

/** A comma list in the one order of its spelling, or null when there is none. */
export function formatList(values: readonly string[] | null | undefined): string | null {
  return values?.toSorted().join(",") ?? null;
}

/** The one spelling of `yes` and `no`, or null when neither was asked. */
export function formatYesOrNo(value: boolean | null): string | null {
  if (value === null) return null;
  return value ? "yes" : "no";
}

/** A query string in the given order, without absent parts; commas and slashes stay readable. */
export function formatQuery(parts: ReadonlyArray<readonly [string, string | null]>): string {
  return parts
    .flatMap(([name, value]) =>
      value === null || value === ""
        ? []
        : [
            `${name}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":")}`,
          ],
    )
    .join("&");
}

/** A sort as it stands in an address, or null when it is the one that needs no saying. */
export function formatSort<Column extends string>(
  sort: readonly SortKey<Column>[],
  otherwise: readonly SortKey<Column>[],
): string | null {
  const text = (keys: readonly SortKey<Column>[]) =>
    keys.map((key) => `${key.descending ? "-" : ""}${key.column}`).join(",");
  return text(sort) === text(otherwise) ? null : text(sort);
}

/** For addresses that take no parameter at all. */
export function parseNoQuery(params: URLSearchParams): Parsed<null> {
  const reader = new QueryReader(params);
  reader.allowOnly([]);
  return reader.result(null);
}
