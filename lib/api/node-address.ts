import { parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import type { Source } from "@/lib/domain/source";
import type { Parsed } from "@/lib/api/query-reader";
import { parseSourceSegments, wrongSegment, type SourceSegments } from "@/lib/api/source-address";

export interface NodeAddress {
  readonly source: Source;
  readonly instanceId: InstanceId;
}

/** The segments of a node's address, as they stand in it. */
export interface NodeSegments extends SourceSegments {
  readonly instanceId: string;
}

const reason = "Not a node id (i- and 8 or 17 characters, or mi- and 17).";

/** The node that three path segments name, or the segments that have not the right form. */
export function parseNodeAddress(segments: NodeSegments): Parsed<NodeAddress> {
  const { source, invalidParams } = parseSourceSegments(segments);
  const instanceId = parseInstanceId(segments.instanceId);
  if (source !== null && instanceId !== null) return { ok: true, query: { source, instanceId } };
  return {
    ok: false,
    invalidParams: [
      ...invalidParams,
      ...(instanceId === null ? [wrongSegment("instanceId", segments.instanceId, reason)] : []),
    ],
  };
}
