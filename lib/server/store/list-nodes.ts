import "server-only";
import { eq, inArray, sql, type SQL } from "drizzle-orm";
import { verdicts } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import { countOverdueOfNode, dueOfNode, type DeadlineBounds } from "@/lib/server/store/deadlines";
import { baselineOfNode, loadListedNodes, type ListedNode } from "@/lib/server/store/named-nodes";
import { passes, type NodeFilter } from "@/lib/server/store/node-filter";
import { managedNode, patchBaseline, source } from "@/lib/server/store/schema";

/** One column to sort by, in one direction. */
type Direction = "asc" | "desc";

/** Nodes without a value come last in both directions. */
const by =
  (...values: readonly SQL[]) =>
  (direction: Direction): readonly SQL[] =>
    values.map((value) => sql`${value} ${sql.raw(direction)} nulls last`);

const turned = (direction: Direction): Direction => (direction === "asc" ? "desc" : "asc");

const name = by(sql`${managedNode.nameOrder}`);
const failed = by(sql`${managedNode.failed}`);
const missing = by(sql`${managedNode.missing}`);
const pendingReboot = by(sql`${managedNode.installedPendingReboot}`);
const scanned = by(sql`${managedNode.operationEndTime}`);
const verdict = by(
  sql.join([
    sql`case ${managedNode.verdict}`,
    ...verdicts.map((word, rank) => sql.raw(` when '${word}' then ${rank}`)),
    sql` end`,
  ]),
);
const findings = by(sql`${managedNode.criticalFindings}`, sql`${managedNode.importantFindings}`);

type Order = (direction: Direction, bounds: DeadlineBounds) => readonly SQL[];

const orders = {
  /** Worst first, as the index managed_node_priority has it; turned round, name stays as it is. */
  priority: (direction) => [
    ...verdict(direction),
    ...[findings, failed, missing, pendingReboot].flatMap((worst) => worst(turned(direction))),
    ...scanned(direction),
    ...name("asc"),
  ],
  name,
  "instance-id": by(sql`${managedNode.instanceId} collate "C"`),
  verdict,
  /** What is due first. */
  deadline: (direction, bounds) => by(dueOfNode(bounds))(direction),
  overdue: (direction, bounds) => by(countOverdueOfNode(bounds))(direction),
  failed,
  missing,
  "installed-pending-reboot": pendingReboot,
  "installed-rejected": by(sql`${managedNode.installedRejected}`),
  "available-security-update": by(sql`${managedNode.availableSecurityUpdate}`),
  os: by(sql`${managedNode.platformOrder}`),
  group: by(sql`${managedNode.patchGroupOrder}`),
  baseline: by(sql`coalesce(${patchBaseline.nameOrder}, ${managedNode.baselineId} collate "C")`),
  account: by(sql`${source.account} collate "C"`),
  region: by(sql`${source.region} collate "C"`),
  "operation-end-time": scanned,
} satisfies Record<string, Order>;

/** What nodes can be sorted by. */
export type NodeColumn = keyof typeof orders;

/** Which part of the list, in which order. */
export interface NodePage {
  readonly sort: ReadonlyArray<{ readonly column: NodeColumn; readonly descending: boolean }>;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** No two nodes are equal in these, so that pages never overlap. */
const last: readonly SQL[] = [
  ...name("asc"),
  ...orders.account("asc"),
  ...orders.region("asc"),
  ...orders["instance-id"]("asc"),
];

/** A whole order of nodes: what is asked, and then what no two have alike. */
export function orderOfNodes(sort: NodePage["sort"], bounds: DeadlineBounds): readonly SQL[] {
  return [
    ...sort.flatMap(({ column, descending }) =>
      orders[column](descending ? "desc" : "asc", bounds),
    ),
    ...last,
  ];
}

/** One page of the nodes that pass a filter. */
export async function listNodes(
  on: Queryable,
  filter: NodeFilter,
  { sort, page, size }: NodePage,
): Promise<readonly ListedNode[]> {
  const order = orderOfNodes(sort, filter);
  // The rows are wide: only the page's own are read whole.
  const ofPage = on
    .select({ nodeNo: managedNode.nodeNo })
    .from(managedNode)
    .innerJoin(source, eq(source.sourceNo, managedNode.sourceNo))
    .leftJoin(patchBaseline, baselineOfNode)
    .where(passes(filter))
    .orderBy(...order)
    .limit(size)
    .offset((page - 1) * size);
  return loadListedNodes(on, inArray(managedNode.nodeNo, ofPage), order, filter);
}
