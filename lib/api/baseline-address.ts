import { parseBaselineId } from "@/lib/domain/baseline-id";
import type { Source } from "@/lib/domain/source";
import type { Parsed } from "@/lib/api/query-reader";
import { parseSourceSegments, wrongSegment, type SourceSegments } from "@/lib/api/source-address";

export interface BaselineAddress {
  readonly source: Source;
  /** Short `pb-…` id. */
  readonly baselineId: string;
}

/** The segments of a baseline's address, as they stand in it. */
export interface BaselineSegments extends SourceSegments {
  readonly baselineId: string;
}

const reason = "Not a baseline id (pb- and 17 hex digits; an ARN is none).";

/** The baseline that three path segments name, or the segments that have not the right form. */
export function parseBaselineAddress(segments: BaselineSegments): Parsed<BaselineAddress> {
  const { source, invalidParams } = parseSourceSegments(segments);
  const { baselineId } = segments;
  // parseBaselineId takes an ARN too, and gives its short id.
  const isShortId = parseBaselineId(baselineId) === baselineId;
  if (source !== null && isShortId) return { ok: true, query: { source, baselineId } };
  return {
    ok: false,
    invalidParams: [
      ...invalidParams,
      ...(isShortId ? [] : [wrongSegment("baselineId", baselineId, reason)]),
    ],
  };
}
