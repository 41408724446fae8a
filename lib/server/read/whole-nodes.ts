import "server-only";
import { utcDay } from "@/lib/domain/deadline";
import { findingStates, isFindingState, type FindingState } from "@/lib/domain/patch-state";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { NodesQuery } from "@/lib/api/nodes-query";
import { stateWord } from "@/lib/api/node-patches-query";
import type { Viewer } from "@/lib/server/auth/viewer";
import { invalidParameters } from "@/lib/server/problem-error";
import { toNodeDetail } from "@/lib/server/read/node-facts";
import {
  nodeBounds,
  type ListedSource,
  type NodeListScope,
} from "@/lib/server/read/node-list-from-store";
import { scopeFor } from "@/lib/server/read/node-list-scope";
import {
  nodeReportColumns,
  patchReportColumns,
  type OfNode,
  type ReportedRow,
} from "@/lib/server/read/report-columns";
import { inParts, readSourcesOf, type WholeList } from "@/lib/server/read/whole-list";
import type { Patience } from "@/lib/server/settled-within";
import type { Queryable } from "@/lib/server/store/database";
import {
  everyFinding,
  loadFindingRows,
  type FindingRow,
  type FindingRowsFilter,
} from "@/lib/server/store/finding-rows";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { store } from "@/lib/server/store/store";
import type { StoredNode } from "@/lib/server/store/stored-node";
import { listNodeNos, loadNodesInOrder } from "@/lib/server/store/whole-node-list";

/** Nodes with their findings are loaded in fewer: each may have hundreds. */
const nodesWithFindings = 50;

/** The node list whole: every node that `readNodes` counts in `total` under the same query, in the same order. */
export async function wholeNodeList(
  on: Queryable,
  query: NodesQuery,
  scope: NodeListScope,
): Promise<WholeList<OfNode>> {
  const nodeNos = await nodesOf(on, query, scope);
  const read = readSourcesOf(statusesOf(scope.sources), query);
  return {
    name: "nodes",
    columns: nodeReportColumns(read.sources),
    total: nodeNos.length,
    ...read,
    parts: inParts(nodeNos, async (some) =>
      (await detailsOf(on, some, scope)).map(({ detail }) => ({ node: detail })),
    ),
  };
}

/**
 * The same nodes with a row for each finding: of the asked states, severities and deadlines, where some are asked. A node whose findings cannot be named has one row, which says why; a node without any has none. Throws
 * ProblemError `invalidParameter` for a state that is no finding: not every row of such a state is held.
 */
async function wholeFindingList(
  on: Queryable,
  query: NodesQuery,
  scope: NodeListScope,
): Promise<WholeList<ReportedRow>> {
  const { severities, deadlines } = query;
  const asked = { ...everyFinding, states: findingStatesOf(query), severities, deadlines };
  const nodeNos = await nodesOf(on, query, scope);
  return findingsOfNodes(on, nodeNos, asked, scope, {
    name: "findings",
    isNodeAlone: true,
    ...readSourcesOf(statusesOf(scope.sources), query),
  });
}

interface FindingFile extends Pick<WholeList<unknown>, "name" | "asOf" | "sources"> {
  /** Whether a node whose findings cannot be named has a row all the same. */
  readonly isNodeAlone: boolean;
}

/** A row for each asked finding of some nodes, node by node in their order. */
export function findingsOfNodes(
  on: Queryable,
  nodeNos: readonly number[],
  asked: FindingRowsFilter,
  scope: NodeListScope,
  { isNodeAlone, ...file }: FindingFile,
): WholeList<ReportedRow> {
  return {
    ...file,
    columns: patchReportColumns(file.sources),
    total: null,
    parts: inParts(
      nodeNos,
      (some) =>
        inSnapshot(on, async (snapshot) => {
          const nodes = await detailsOf(snapshot, some, scope);
          const rows = await loadFindingRows(snapshot, some, asked, {
            today: utcDay(scope.nowMs),
            deadlineDays: scope.deadlineDays,
          });
          return nodes.flatMap(({ stored, detail }) =>
            rowsOf(
              stored,
              detail,
              rows.filter(({ nodeNo }) => nodeNo === stored.nodeNo),
              isNodeAlone,
            ),
          );
        }),
      nodesWithFindings,
    ),
  };
}

function rowsOf(
  stored: StoredNode,
  node: NodeDetail,
  findings: readonly FindingRow[],
  isNodeAlone: boolean,
): readonly ReportedRow[] {
  const note = noteOf(stored, node);
  if (findings.length === 0 && isNodeAlone && note !== null) return [{ node, patch: null, note }];
  return findings.map(({ nodeNo: _ours, ...patch }) => ({ node, patch, note }));
}

/** What keeps a node's rows from being the whole truth; null: nothing does. */
function noteOf({ rows, failure }: StoredNode, { reason, operationEndTime }: NodeDetail) {
  if (failure !== null) return `Could not be read: ${failure.code}`;
  if (reason !== null) return `No result: ${reason}`;
  if (rows === null) return "Patches not read";
  if (rows.operationEndTime !== operationEndTime) return "Patches of an earlier operation";
  return rows.differ ? "Patches differ from SSM’s own counters" : null;
}

function findingStatesOf({ states }: NodesQuery): readonly FindingState[] | null {
  const others = states?.filter((state) => !isFindingState(state)) ?? [];
  if (others.length > 0) {
    const reason = `Not a state of findings. Known: ${findingStates.map(stateWord).join(", ")}.`;
    throw invalidParameters(
      others.map((state) => ({ name: "state", value: stateWord(state), reason })),
    );
  }
  return states?.filter(isFindingState) ?? null;
}

const statusesOf = (sources: readonly ListedSource[]) => sources.map(({ status }) => status);

function nodesOf(
  on: Queryable,
  query: NodesQuery,
  { sources, nowMs, ...days }: NodeListScope,
): Promise<readonly number[]> {
  const sourceNos = sources.map(({ sourceNo }) => sourceNo);
  const filter = { ...query, sourceNos, ...nodeBounds(nowMs, days) };
  return listNodeNos(on, filter, query.sort);
}

async function detailsOf(
  on: Queryable,
  nodeNos: readonly number[],
  { sources, nowMs, ...days }: NodeListScope,
) {
  const statuses = new Map(sources.map(({ sourceNo, status }) => [sourceNo, status]));
  const listed = await loadNodesInOrder(on, nodeNos, nodeBounds(nowMs, days));
  return listed.flatMap(({ node: stored, baselineName, overdue }) => {
    const status = statuses.get(stored.sourceNo);
    if (status === undefined) return [];
    const { account, region, alias } = status;
    const facts = { ...stored, source: { account, region }, alias, baselineName };
    return [{ stored, detail: { ...toNodeDetail(facts, nowMs, days), overdue } }];
  });
}

/** The node list of a viewer, whole. */
export async function readWholeNodes(viewer: Viewer, query: NodesQuery, patience: Patience) {
  return wholeNodeList((await store()).database, query, await scopeFor(viewer, patience));
}

/** The findings of a viewer's node list, whole. */
export async function readWholeFindings(viewer: Viewer, query: NodesQuery, patience: Patience) {
  return wholeFindingList((await store()).database, query, await scopeFor(viewer, patience));
}
