/** An account as people call it: `prod (111122223333)`, or the digits alone. */
export function accountWords(account: string, alias: string | null): string {
  return alias === null ? account : `${alias} (${account})`;
}

/** An account and Region as people call them. */
export interface NamedSource {
  readonly account: string;
  /** The name the configuration gives the account; null where it gives none. */
  readonly alias: string | null;
  readonly region: string;
}

/** Where something was read, in words: `prod (111122223333), us-east-1`. */
export function sourceWords({ account, alias, region }: NamedSource): string {
  return `${accountWords(account, alias)}, ${region}`;
}

/** A source that could not be read, and why where that is known. */
export interface UnreadSource extends NamedSource {
  readonly error?: { readonly detail: string } | null;
}

/** Where something could not be looked for, and why. */
export function unreadWords(source: UnreadSource): string {
  return source.error ? `${sourceWords(source)}. ${source.error.detail}` : sourceWords(source);
}
