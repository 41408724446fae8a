import type { HistoryPoint } from "@/lib/api/history.schema";
import type { NodeItem } from "@/lib/api/node.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { TrustStepName } from "@/lib/api/trust-step";
import type { DeadlineDays } from "@/lib/domain/deadline";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { FindingState } from "@/lib/domain/patch-state";
import type { SeverityRank } from "@/lib/domain/severity";
import type { Source } from "@/lib/domain/source";
import type { Verdict } from "@/lib/domain/verdict";

/** One step of the trust in the numbers: how many nodes are left, and how many it lost. */
export interface TrustStepCount {
  readonly step: TrustStepName;
  readonly nodes: number;
  readonly lost: number;
}

/** Findings of one state. */
export interface FindingsOfState {
  readonly state: FindingState;
  /** By SSM's own counters; null where no node reports them. */
  readonly findings: number | null;
  /** Nodes with at least one. */
  readonly nodes: number;
  /** Of the rows that were read. */
  readonly bySeverity: Readonly<Record<SeverityRank, number>>;
}

/** A node of those to mend first. */
export interface WorstNode {
  readonly node: NodeItem;
  /** Findings that are overdue; null where none were read. */
  readonly overdue: number | null;
  /** Findings that the vendor calls critical; null where no rows were read. */
  readonly critical: number | null;
  /** Findings that the vendor calls important or high; null where no rows were read. */
  readonly important: number | null;
}

/** A patch that many nodes lack. */
export interface WidespreadPatch {
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
  readonly severity: string | null;
  /** Nodes on which it is Missing or Failed, and nodes of its operating system whose rows are held. */
  readonly nodes: number;
  readonly nodesOfSystem: number;
  readonly firstSeen: string;
}

interface ChangedNode extends Source {
  readonly instanceId: string;
  readonly name: string;
  readonly at: string;
}

type FindingChange = "fixed" | "failed" | "failedAgain" | "newlyMissing" | "pendingReboot";

/** One thing that happened: the same to one patch on some nodes. */
export interface ChangedPatch {
  readonly change: FindingChange;
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
  readonly nodes: number;
  /** One of the nodes: all of them where `nodes` is 1. */
  readonly node: Omit<ChangedNode, "at">;
  readonly at: string;
}

/** What has happened since `since`, by what Patchboard read; null: no source was read to its end yet. */
export interface OverviewChanges {
  readonly since: string | null;
  /** True where `since` is when Patchboard's first reading ended, and not the moment that was asked for. */
  readonly sinceFirstReading: boolean;
  readonly findings: Readonly<
    Record<FindingChange, { readonly findings: number; readonly nodes: number }>
  >;
  readonly nodesAppeared: number;
  readonly nodesLeft: number;
  readonly patches: readonly ChangedPatch[];
  readonly appeared: readonly ChangedNode[];
  readonly left: readonly ChangedNode[];
}

/** The fleet on one page. Every number is of the sources in scope, as of one state of the store. */
export interface Overview {
  /** The oldest reading; null before the first: there are no numbers then. */
  readonly asOf: string | null;
  readonly sources: readonly SourceStatus[];
  readonly nodes: Readonly<Record<Verdict, number>> & {
    readonly total: number;
    readonly stale: number;
    readonly stopped: number;
    readonly gone: number;
    readonly notListed: number;
    /** With a finding that the vendor calls critical. */
    readonly critical: number;
    /** With any finding. */
    readonly withFindings: number;
  };
  /** Nodes whose first deadline has passed, or will within the week, and the findings of all nodes that stand so. */
  readonly deadlines: Readonly<
    Record<"overdue" | "dueSoon", { readonly nodes: number; readonly findings: number }>
  >;
  readonly deadlineDays: DeadlineDays;
  readonly freshnessDays: { readonly fresh: number; readonly ageing: number };
  readonly trust: readonly TrustStepCount[];
  readonly findings: readonly FindingsOfState[];
  /** Nodes whose rows were read, of those with results. */
  readonly rows: { readonly nodesRead: number; readonly nodesWithResults: number };
  readonly worst: readonly WorstNode[];
  readonly widespread: readonly WidespreadPatch[];
  readonly changes: OverviewChanges;
  readonly history: {
    readonly from: string;
    readonly to: string;
    readonly points: readonly HistoryPoint[];
    /** True where a source had been read before the range begins: its first point is not where history starts. */
    readonly beginsBefore: boolean;
  };
}
