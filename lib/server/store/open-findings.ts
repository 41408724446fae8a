import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { deadlineClocks, type ClockStart } from "@/lib/domain/deadline";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";
import type { Queryable } from "@/lib/server/store/database";
import { hasDeadlineSql } from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import { finding } from "@/lib/server/store/schema";

/** What a deadline counts from, and how bad the vendor calls it. */
export interface FindingClock extends ClockStart {
  readonly rank: SeverityRank;
}

/** What needs attention on a node, by KB or package. */
export interface OpenFindings {
  /** Since when, without a break. */
  readonly firstSeen: ReadonlyMap<string, string>;
  /** Of those that have a deadline. */
  readonly clocks: ReadonlyMap<string, FindingClock>;
}

/** The open findings of a node. */
export async function loadOpenFindings(on: Queryable, nodeNo: number): Promise<OpenFindings> {
  const rows = await on
    .select({
      kbId: finding.kbId,
      firstSeen: finding.firstSeen,
      rank: finding.rank,
      clock: finding.clock,
      day: finding.clockDay,
      hasDeadline: sql<boolean>`${hasDeadlineSql}`,
    })
    .from(finding)
    .where(and(eq(finding.nodeNo, nodeNo), isNull(finding.resolvedAt)));
  return {
    firstSeen: new Map(rows.map(({ kbId, firstSeen }) => [kbId, firstSeen])),
    clocks: new Map(
      rows.flatMap(({ kbId, rank, clock, day, hasDeadline }) =>
        hasDeadline
          ? [[kbId, { rank: oneOf(severityRanks, rank), clock: oneOf(deadlineClocks, clock), day }]]
          : [],
      ),
    ),
  };
}
