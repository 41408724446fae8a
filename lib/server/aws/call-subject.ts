import "server-only";
import type { Source } from "@/lib/domain/source";

/** Which call of which source an error speaks of. */
export interface CallSubject {
  /** AWS's name of the operation: `DescribeInstancePatches`. */
  readonly operation: string;
  readonly source: Source;
}

/** The call in words that may be shown: no ARN, no id. */
export function placeOf({ operation, source }: CallSubject): string {
  return `${operation} in ${source.account}/${source.region}`;
}
