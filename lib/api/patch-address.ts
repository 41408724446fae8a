import type { OperatingSystem } from "@/lib/domain/operating-system";
import { parseSystemWord } from "@/lib/api/patches-query";
import type { Parsed } from "@/lib/api/query-reader";
import { wrongSegment } from "@/lib/api/source-address";

/** A KB or package of one operating system. */
export interface PatchAddress {
  /** null: a platform that AWS's words do not name. */
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
}

const longestKbId = 200;

/** The patch that two path segments name, or the segments that have not the right form. */
export function parsePatchAddress(segments: {
  readonly os: string;
  readonly kbId: string;
}): Parsed<PatchAddress> {
  const { os, kbId } = segments;
  const system = parseSystemWord(os);
  const isKbId = kbId !== "" && kbId.length <= longestKbId && !kbId.includes("\0");
  if (system !== null && isKbId) {
    return {
      ok: true,
      query: { operatingSystem: system === "unrecognised" ? null : system, kbId },
    };
  }
  return {
    ok: false,
    invalidParams: [
      ...(system === null ? [wrongSegment("os", os, "Not an operating system AWS knows.")] : []),
      ...(isKbId ? [] : [wrongSegment("kbId", kbId, "Not the name of a KB or package.")]),
    ],
  };
}
