import { parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import { parseAccount, parseRegion, type Source } from "@/lib/domain/source";
import type { InvalidParam, Parsed } from "@/lib/api/query-reader";

export interface NodeAddress {
  readonly source: Source;
  readonly instanceId: InstanceId;
}

/** The segments of a node's address, as they stand in it. */
export interface NodeSegments {
  readonly account: string;
  readonly region: string;
  readonly instanceId: string;
}

/** The node that three path segments name, or the segments that have not the right form. */
export function parseNodeAddress(segments: NodeSegments): Parsed<NodeAddress> {
  const account = parseAccount(segments.account);
  const region = parseRegion(segments.region);
  const instanceId = parseInstanceId(segments.instanceId);
  if (account !== null && region !== null && instanceId !== null) {
    return { ok: true, query: { source: { account, region }, instanceId } };
  }
  const wrong = (name: keyof NodeSegments, reason: string): InvalidParam => ({
    name,
    value: segments[name].slice(0, 60),
    reason,
  });
  return {
    ok: false,
    invalidParams: [
      ...(account === null ? [wrong("account", "Not an account id (12 digits).")] : []),
      ...(region === null ? [wrong("region", "Not a Region's name.")] : []),
      ...(instanceId === null
        ? [wrong("instanceId", "Not a node id (i- and 8 or 17 characters, or mi- and 17).")]
        : []),
    ],
  };
}
