/** An account as people call it: `prod (111122223333)`, or the digits alone. */
export function accountWords(account: string, alias: string | null): string {
  return alias === null ? account : `${alias} (${account})`;
}
