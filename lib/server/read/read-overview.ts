import "server-only";
import { rangeDays, type OverviewQuery } from "@/lib/api/history-query";
import { everyNode } from "@/lib/api/nodes-query";
import type { Overview, TrustStepCount } from "@/lib/api/overview";
import { trustSteps, type TrustFilter } from "@/lib/api/trust-step";
import type { Deadline } from "@/lib/domain/deadline";
import { findingStates } from "@/lib/domain/patch-state";
import type { SeverityRank } from "@/lib/domain/severity";
import type { Viewer } from "@/lib/server/auth/viewer";
import { oncePerProcess } from "@/lib/server/process-wide";
import { stateOfFleet } from "@/lib/server/read/answer-state";
import { historyPoints, rangeOf } from "@/lib/server/read/history-points";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { keptNumbers } from "@/lib/server/read/kept-numbers";
import { judgingDays, toNodeItem } from "@/lib/server/read/node-facts";
import { nodeBounds } from "@/lib/server/read/node-list-from-store";
import { readScope, type ReadScope } from "@/lib/server/read/read-scope";
import { nobodyWaits } from "@/lib/server/read/waiting";
import type { Patience } from "@/lib/server/settled-within";
import { loadAlikeNodes, type AlikeNodes } from "@/lib/server/store/alike-nodes";
import { passesAlike } from "@/lib/server/store/alike-nodes-filter";
import { sumOf } from "@/lib/server/store/alike-sums";
import { listChanges, type Changes } from "@/lib/server/store/changes";
import { listComplianceDays } from "@/lib/server/store/compliance-days";
import type { Queryable } from "@/lib/server/store/database";
import { summariseFleet, type FleetSummary } from "@/lib/server/store/fleet-summary";
import { listNodes } from "@/lib/server/store/list-nodes";
import type { NodeFilter } from "@/lib/server/store/node-filter";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { store } from "@/lib/server/store/store";
import { listWidespreadPatches, loadWorstFindings } from "@/lib/server/store/widespread-patches";

/** Rows of each short list. */
const rows = 8;
const dayMs = 86_400_000;
const minuteMs = 60_000;

const answers = oncePerProcess("overviews", () => new KeptAnswers<Overview>(60));

/** The fleet on one page, for what the viewer may see and the query asks for. */
export async function readOverview(
  viewer: Viewer,
  query: OverviewQuery,
  patience: Patience,
): Promise<Overview> {
  await readScope(viewer, query, patience);
  const { database } = await store();
  const nowMs = Date.now();
  // What changed within a day hangs on the moment: it is believed for a minute.
  const minute = Math.floor(nowMs / minuteMs);
  return answers().answer([query, minute], {
    stateOf: () => stateOfFleet(viewer),
    read: async () => {
      const scope = await readScope(viewer, query, nobodyWaits);
      return inSnapshot(database, (snapshot) => overviewFromStore(snapshot, query, scope, nowMs));
    },
  });
}

async function overviewFromStore(
  on: Queryable,
  query: OverviewQuery,
  scope: ReadScope,
  nowMs: number,
): Promise<Overview> {
  const judging = judgingDays();
  const { sourceNos, sources, asOf } = scope;
  const filter = { ...everyNode, sourceNos, ...nodeBounds(nowMs, judging) };
  const numbers = keptNumbers();
  const every = await numbers.nodes(on, filter);
  const summary = summariseFleet(every, await numbers.findings(on, filter), filter);
  const since = new Date(nowMs - dayMs).toISOString();
  const changes = await listChanges(on, { sourceNos, since, limit: rows });
  const { from, to } = rangeOf(rangeDays[query.range], nowMs);
  const days = await listComplianceDays(on, { sourceNos, groups: null, from, to });
  const ofCritical = { ...filter, severities: ["critical"] };
  const critical = await loadAlikeNodes(on, ofCritical);
  return {
    asOf,
    sources,
    nodes: {
      ...summary.nodes,
      critical: sumOf(critical.filter(passesAlike(ofCritical))),
      withFindings: sumOf(every.filter(passesAlike({ ...filter, states: findingStates }))),
    },
    ...judging,
    deadlines: {
      overdue: deadlineOf(summary, "overdue"),
      dueSoon: deadlineOf(summary, "dueSoon"),
    },
    trust: stepsOf(every, filter),
    findings: findingsOf(summary),
    rows: summary.rows,
    worst: await listWorst(on, filter, scope, nowMs),
    widespread: await listWidespreadPatches(on, sourceNos, rows),
    changes: changesOf(changes, scope, since),
    history: {
      from,
      to,
      points: historyPoints(days, from),
      // What was known of a source when the range begins comes with it.
      beginsBefore: days.some(({ day }) => day < from),
    },
  };
}

/** Nodes of each step and those that it lost: the same filters as the lists that the numbers lead to. */
function stepsOf(nodes: readonly AlikeNodes[], filter: NodeFilter): readonly TrustStepCount[] {
  const nodesThat = (step: TrustFilter) => sumOf(nodes.filter(passesAlike({ ...filter, ...step })));
  return trustSteps.map(({ step, kept, lost }) => ({
    step,
    nodes: nodesThat(kept),
    lost: lost === null ? 0 : nodesThat(lost),
  }));
}

function deadlineOf(
  { deadlines }: FleetSummary,
  standing: Deadline,
): Overview["deadlines"]["overdue"] {
  const counted = deadlines.find(({ deadline }) => deadline === standing);
  return { nodes: counted?.nodes ?? 0, findings: counted?.findings ?? 0 };
}

function findingsOf({ findingsByState, findingsBySeverity }: FleetSummary): Overview["findings"] {
  return findingStates.map((state) => {
    const counted = findingsByState.find((each) => each.state === state);
    const bySeverity: Record<SeverityRank, number> = {
      critical: 0,
      high: 0,
      medium: 0,
      low: 0,
      unrated: 0,
    };
    for (const each of findingsBySeverity) {
      if (each.state === state) bySeverity[each.rank] += each.patches;
    }
    return { state, findings: counted?.patches ?? null, nodes: counted?.nodes ?? 0, bySeverity };
  });
}

async function listWorst(
  on: Queryable,
  filter: NodeFilter,
  { byNumber }: ReadScope,
  nowMs: number,
): Promise<Overview["worst"]> {
  const listed = await listNodes(
    on,
    { ...filter, verdicts: ["nonCompliant"] },
    { sort: everyNode.sort, page: 1, size: rows },
  );
  const worst = await loadWorstFindings(
    on,
    listed.map(({ node }) => node.nodeNo),
  );
  return listed.flatMap(({ node, baselineName, overdue }) => {
    const status = byNumber.get(node.sourceNo);
    if (status === undefined) return [];
    const { account, region, alias } = status;
    const item = toNodeItem({ ...node, source: { account, region }, alias, baselineName }, nowMs);
    const counted = node.rows && worst.get(node.nodeNo);
    return [
      {
        node: item,
        overdue,
        critical: counted?.critical ?? null,
        important: counted?.important ?? null,
      },
    ];
  });
}

function changesOf(changes: Changes, { byNumber }: ReadScope, asked: string): Overview["changes"] {
  const placed = <Row extends { readonly sourceNo: number }>({ sourceNo, ...row }: Row) => {
    const status = byNumber.get(sourceNo);
    return status ? [{ ...row, account: status.account, region: status.region }] : [];
  };
  return {
    ...changes,
    sinceFirstReading: changes.since !== null && changes.since > asked,
    patches: changes.patches.flatMap(({ node, ...row }) =>
      placed(node).map((known) => ({ ...row, node: known })),
    ),
    appeared: changes.appeared.flatMap(placed),
    left: changes.left.flatMap(placed),
  };
}
