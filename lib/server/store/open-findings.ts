import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { clockStart, deadlineClocks, hasDeadline, type ClockStart } from "@/lib/domain/deadline";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { Patch } from "@/lib/domain/patch";
import { isFindingState, toPatchState } from "@/lib/domain/patch-state";
import { severityRank, severityRanks, type SeverityRank } from "@/lib/domain/severity";
import type { Queryable } from "@/lib/server/store/database";
import { worstByKbId } from "@/lib/server/store/findings";
import { oneOf } from "@/lib/server/store/node-columns";
import { loadReleases, releaseKey } from "@/lib/server/store/patch-releases";
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

interface OpenFinding extends FindingClock {
  readonly kbId: string;
  readonly state: string;
  readonly firstSeen: string;
}

function byKbId(findings: readonly OpenFinding[]): OpenFindings {
  return {
    firstSeen: new Map(findings.map(({ kbId, firstSeen }) => [kbId, firstSeen])),
    clocks: new Map(
      findings
        .filter(({ state }) => hasDeadline(toPatchState(state)))
        .map(({ kbId, rank, clock, day }) => [kbId, { rank, clock, day }]),
    ),
  };
}

async function listOpen(on: Queryable, nodeNo: number): Promise<readonly OpenFinding[]> {
  const rows = await on
    .select({
      kbId: finding.kbId,
      state: finding.state,
      firstSeen: finding.firstSeen,
      rank: finding.rank,
      clock: finding.clock,
      day: finding.clockDay,
    })
    .from(finding)
    .where(and(eq(finding.nodeNo, nodeNo), isNull(finding.resolvedAt)));
  return rows.map(({ rank, clock, ...row }) => ({
    ...row,
    rank: oneOf(severityRanks, rank),
    clock: oneOf(deadlineClocks, clock),
  }));
}

/** The open findings of a node. */
export async function loadOpenFindings(on: Queryable, nodeNo: number): Promise<OpenFindings> {
  return byKbId(await listOpen(on, nodeNo));
}

/** A node's rows as they have just been read, all that need attention among them. */
export interface JustRead {
  readonly nodeNo: number;
  readonly operatingSystem: OperatingSystem | null;
  readonly readAt: string;
  readonly patches: readonly Patch[];
}

/** The open findings of a node as they will be once what was read is saved: so that a reader need not wait for that. */
export async function foreseeOpenFindings(
  on: Queryable,
  { nodeNo, operatingSystem, readAt, patches }: JustRead,
): Promise<OpenFindings> {
  const seen = patches
    .filter(({ state }) => isFindingState(state))
    .map(({ kbId, state, severity }) => ({
      kbId,
      state,
      rank: severityRank(severity, operatingSystem),
    }));
  const worst = [...worstByKbId(seen).values()];
  const known = new Map((await listOpen(on, nodeNo)).map((open) => [open.kbId, open]));
  const releases = await loadReleases(
    on,
    worst.flatMap(({ kbId }) => (known.has(kbId) ? [] : [{ operatingSystem, kbId }])),
  );
  return byKbId(
    worst.map((each) => {
      const released = releases.get(releaseKey({ operatingSystem, kbId: each.kbId })) ?? null;
      const begun = known.get(each.kbId) ?? {
        firstSeen: readAt,
        ...clockStart(readAt, released),
      };
      return { ...begun, ...each };
    }),
  );
}
