import type { SweptSource } from "@/lib/api/sweep.schema";
import type { ReadFailureCode } from "@/lib/domain/read-failure";
import { accountWords } from "@/lib/domain/source-words";

/** Sources that could not be read for the same reason. */
export interface FailedSources {
  readonly code: ReadFailureCode;
  /** Our sentences, each once. */
  readonly details: readonly string[];
  readonly sources: readonly SweptSource[];
}

/** A role that is missing in every account is one thing to tell, not one for each of them. */
export function failedSources(sources: readonly SweptSource[]): readonly FailedSources[] {
  const codes = new Set(sources.flatMap(({ error }) => error?.code ?? []));
  return [...codes].map((code) => {
    const failed = sources.filter(({ error }) => error?.code === code);
    const details = new Set(failed.flatMap(({ error }) => error?.detail ?? []));
    return { code, details: [...details], sources: failed };
  });
}

const mostNamed = 3;

/** `prod (111122223333), us-east-1` for one; for many the first ones and how many more. */
export function placeWords(
  sources: ReadonlyArray<Pick<SweptSource, "account" | "alias" | "region">>,
): string {
  const names = sources.map(
    ({ account, alias, region }) => `${accountWords(account, alias)}, ${region}`,
  );
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  const more = names.length - mostNamed;
  const named = names.slice(0, mostNamed);
  if (more > 0) return `${named.join("; ")} and ${more} more`;
  return `${named.slice(0, -1).join("; ")} and ${named.at(-1) ?? ""}`;
}
