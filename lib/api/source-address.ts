import { parseAccount, parseRegion, type Source } from "@/lib/domain/source";
import type { InvalidParam } from "@/lib/api/query-reader";

/** The segments of an address that name a source, as they stand in it. */
export interface SourceSegments {
  readonly account: string;
  readonly region: string;
}

/** A segment that has not the right form, cut to a length that can be shown. */
export function wrongSegment(name: string, value: string, reason: string): InvalidParam {
  return { name, value: value.slice(0, 60), reason };
}

/** The source that two path segments name, or null with the segments that have not the right form. */
export function parseSourceSegments(segments: SourceSegments): {
  readonly source: Source | null;
  readonly invalidParams: readonly InvalidParam[];
} {
  const account = parseAccount(segments.account);
  const region = parseRegion(segments.region);
  return {
    source: account !== null && region !== null ? { account, region } : null,
    invalidParams: [
      ...(account === null
        ? [wrongSegment("account", segments.account, "Not an account id (12 digits).")]
        : []),
      ...(region === null ? [wrongSegment("region", segments.region, "Not a Region's name.")] : []),
    ],
  };
}
