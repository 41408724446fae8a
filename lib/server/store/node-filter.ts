import "server-only";
import { and, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Deadline } from "@/lib/domain/deadline";
import type { Freshness } from "@/lib/domain/freshness";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { KnownPatchState } from "@/lib/domain/patch-state";
import type { Verdict } from "@/lib/domain/verdict";
import { deadlineOfNode, type DeadlineBounds } from "@/lib/server/store/deadlines";
import { managedNode, source } from "@/lib/server/store/schema";
import type { NodeListing } from "@/lib/server/store/stored-node";

/** How SSM Agent last answered; `not-reported` is every word that AWS does not document, and none. */
export const agentAnswers = ["online", "connection-lost", "inactive", "not-reported"] as const;

export type AgentAnswer = (typeof agentAnswers)[number];

/** What is asked of nodes. A null list asks for every node, an empty one for none; one word of a list suffices. */
export interface NodeSelection {
  readonly verdicts: readonly Verdict[] | null;
  readonly freshnesses: readonly Freshness[] | null;
  /** How the finding that is due first stands. */
  readonly deadlines: readonly Deadline[] | null;
  /** Nodes with at least one patch in one of these states, by SSM's own counters. */
  readonly states: readonly KnownPatchState[] | null;
  /** Nodes with at least one finding that the vendor calls so, in lower case; `not-reported` is no word. */
  readonly severities: readonly string[] | null;
  readonly operatingSystems: ReadonlyArray<OperatingSystem | "unrecognised"> | null;
  readonly platforms: ReadonlyArray<"windows" | "linux" | "macos"> | null;
  /** Patch group names; `none` is a node without one. */
  readonly groups: readonly string[] | null;
  /** Short ids; `none` is a node whose last operation names no baseline, or that has had none. */
  readonly baselines: readonly string[] | null;
  readonly agents: readonly AgentAnswer[] | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
  /** Found as it stands, in any case, in name, instance id, computer name or IP address; empty: no text is asked for. */
  readonly q: string;
}

/** Since when an operation must have ended for its node to be fresh, and to be ageing. ISO 8601 UTC. */
export interface FreshnessBounds {
  readonly freshSince: string;
  readonly ageingSince: string;
}

/** What decides, besides what is stored of a node, how old its operation is and how its findings stand. */
export interface NodeBounds extends FreshnessBounds, DeadlineBounds {}

/** Whose nodes are looked at, and what is asked of them. */
export interface NodeFilter extends NodeSelection, NodeBounds {
  /** The sources that the viewer may see. */
  readonly sourceNos: readonly number[];
  /** Only nodes that SSM lists, unless said otherwise: the others are in no other list, total or verdict count. */
  readonly listings?: readonly NodeListing[] | null;
}

/** A list as one parameter. PostgreSQL has no NUL in a text: a word with one is no word of any node. */
function texts(words: readonly string[]): SQL {
  return sql`${sql.param(words.filter((word) => !word.includes("\0")))}::text[]`;
}

const isOneOf = (value: SQL, words: readonly string[]): SQL => sql`${value} = any(${texts(words)})`;

/** The same where one word stands for no value. The column stands alone, so that the planner knows how rare its values are. */
function isOneOfOr(none: string, column: AnyPgColumn, words: readonly string[]): SQL {
  const holds = isOneOf(sql`${column}`, words);
  return words.includes(none) ? sql`(${holds} or ${column} is null)` : holds;
}

/** How old the node's last operation is, as lib/domain/freshness.ts says it. */
export function freshnessOfNode({ freshSince, ageingSince }: FreshnessBounds): SQL {
  const ended = managedNode.operationEndTime;
  return sql`case when ${ended} is null then 'never' when ${ended} >= ${freshSince}::timestamptz then 'fresh'
    when ${ended} >= ${ageingSince}::timestamptz then 'ageing' else 'stale' end`;
}

/** AWS's PingStatus, in any case and with any hyphens, as one of `agentAnswers`; its usual spelling costs least. */
export const agentOfNode = sql`case ${managedNode.pingStatus} when 'Online' then 'online'
  when 'ConnectionLost' then 'connection-lost' when 'Inactive' then 'inactive'
  else case translate(lower(${managedNode.pingStatus} collate "C"), '_-', '') when 'online' then 'online'
    when 'connectionlost' then 'connection-lost' when 'inactive' then 'inactive' else 'not-reported' end end`;

const counterOf = {
  Failed: managedNode.failed,
  Missing: managedNode.missing,
  InstalledPendingReboot: managedNode.installedPendingReboot,
  InstalledRejected: managedNode.installedRejected,
  AvailableSecurityUpdate: managedNode.availableSecurityUpdate,
  Installed: managedNode.installed,
  InstalledOther: managedNode.installedOther,
  NotApplicable: managedNode.notApplicable,
} satisfies Record<KnownPatchState, unknown>;

/** SSM's own counter of a state; null where it did not say. */
export function counterOfState(state: KnownPatchState): SQL {
  return sql`${counterOf[state]}`;
}

/** Whether the node has a patch in the state; null where SSM did not say. */
export function hasState(state: KnownPatchState): SQL {
  return sql`${counterOf[state]} > 0`;
}

function hasOneOfStates(states: readonly KnownPatchState[]): SQL {
  return states.length === 0 ? sql`false` : sql`(${sql.join(states.map(hasState), sql` or `)})`;
}

/** Looked up once a statement: a node need not be joined to its source. */
function isOfSource(
  column: typeof source.account | typeof source.region,
  words: readonly string[],
): SQL {
  return sql`${managedNode.sourceNo} = any(array(select ${source.sourceNo} from ${source}
    where ${isOneOf(sql`${column}`, words)}))`;
}

function holdsText(q: string): SQL | null {
  if (q === "") return null;
  if (q.includes("\0")) return sql`false`;
  // The column is in JavaScript's lower case, so that what is looked for must be too.
  return sql`strpos(${managedNode.searchText}, ${q.toLowerCase()}) > 0`;
}

/** As lib/api/node-patches-query.ts folds the vendor's word. */
const foldedSeverity = sql`case when trim(coalesce(severity, '')) = '' then 'not-reported'
  else translate(lower(severity collate "C"), ' _-', '') end`;

/** Whether the node has a finding of one of the severities, as the vendor calls them. */
export function hasOneOfSeverities(words: readonly string[]): SQL {
  return sql`exists (select from node_finding_count where node_finding_count.node_no = ${managedNode.nodeNo}
    and ${isOneOf(foldedSeverity, words)})`;
}

type Condition = (filter: NodeFilter) => SQL | null;

const listed =
  (value: (filter: NodeFilter) => SQL, asked: (filter: NodeFilter) => readonly string[] | null) =>
  (filter: NodeFilter): SQL | null => {
    const words = asked(filter);
    return words === null ? null : isOneOf(value(filter), words);
  };

/** Each thing to filter by, with its condition; null where nothing is asked. */
const conditions = {
  verdict: listed(
    () => sql`${managedNode.verdict}`,
    ({ verdicts }) => verdicts,
  ),
  freshness: listed(freshnessOfNode, ({ freshnesses }) => freshnesses),
  deadline: listed(deadlineOfNode, ({ deadlines }) => deadlines),
  state: ({ states }) => (states === null ? null : hasOneOfStates(states)),
  severity: ({ severities }) => (severities === null ? null : hasOneOfSeverities(severities)),
  operatingSystem: ({ operatingSystems: asked }) =>
    asked && isOneOfOr("unrecognised", managedNode.operatingSystem, asked),
  platform: listed(
    () => sql`lower(${managedNode.platformType} collate "C")`,
    ({ platforms }) => platforms,
  ),
  patchGroup: ({ groups }) => groups && isOneOfOr("none", managedNode.patchGroup, groups),
  baseline: ({ baselines }) => baselines && isOneOfOr("none", managedNode.baselineId, baselines),
  agent: listed(
    () => agentOfNode,
    ({ agents }) => agents,
  ),
  account: ({ accounts }) => (accounts === null ? null : isOfSource(source.account, accounts)),
  region: ({ regions }) => (regions === null ? null : isOfSource(source.region, regions)),
  text: ({ q }) => holdsText(q),
} satisfies Record<string, Condition>;

export type NodeDimension = keyof typeof conditions;

const every: readonly Condition[] = Object.values(conditions);

/** Whether the node is of some sources. */
export function isOfSources({ sourceNos }: Pick<NodeFilter, "sourceNos">): SQL {
  return sql`${managedNode.sourceNo} = any(${sql.param([...sourceNos])}::int[])`;
}

/** Whose nodes are looked at, before anything is asked of them. */
function isInScope(filter: NodeFilter): SQL {
  return sql`${isOfSources(filter)} and ${managedNode.listing} = any(${texts(listingsOf(filter))})`;
}

/** The listings that are looked at. */
export function listingsOf({ listings }: Pick<NodeFilter, "listings">): readonly NodeListing[] {
  return listings ?? ["listed"];
}

/** In scope, and every condition holds. */
export function passes(filter: NodeFilter): SQL | undefined {
  return and(isInScope(filter), ...every.flatMap((condition) => condition(filter) ?? []));
}

/** Those of the conditions hold that only each node by itself can be asked: see `AlikeNodes`. */
export function passesAlone({ severities, q }: Pick<NodeFilter, "severities" | "q">): SQL {
  return sql`${severities === null ? sql`true` : hasOneOfSeverities(severities)} and ${holdsText(q) ?? sql`true`}`;
}
