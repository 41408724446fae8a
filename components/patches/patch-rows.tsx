"use client";

import { useEffect } from "react";
import { announce } from "@/components/ui/announcer";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Notice } from "@/components/ui/notice";
import { countOf } from "@/components/ui/number-format";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { PatchItem } from "@/lib/api/node-patches.schema";
import { findingsQuery, type NodePatchesQuery } from "@/lib/api/node-patches-query";
import type { ApiProblem } from "@/lib/browser/api-problem";
import type { OpenPatch } from "@/lib/browser/node-view";
import { problemAdvice } from "@/lib/browser/problem-advice";
import type { NodePatchesState } from "@/lib/browser/use-node-patches";
import { utcDay } from "@/lib/domain/deadline";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { listFailure } from "./list-failure";
import { NoPatches } from "./no-patches";
import { PatchFoot } from "./patch-foot";
import { PatchNotices } from "./patch-notices";
import { PatchTable } from "./patch-table";

interface PatchRowsProps {
  readonly state: NodePatchesState;
  readonly query: NodePatchesQuery;
  readonly operatingSystem: OperatingSystem | null;
  readonly unlisted: number | null;
  readonly nowMs: number;
  /** The row whose panel is open, if it is among these. */
  readonly openPatch: PatchItem | null;
  /** A row that the link asks for and that is not among these. */
  readonly lostPatch: OpenPatch | null;
  readonly hrefOf: (query: NodePatchesQuery, patch?: OpenPatch) => string;
  readonly patchHref: (patch: OpenPatch) => string;
}

/** Rows of a table that is on its way: about a screen. */
const waitingRows = 14;

const noItems: readonly PatchItem[] = [];

function Failure({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  const isOver = problem.code === "notSignedIn";
  return (
    <ErrorPanel
      title={problem.title}
      detail={problem.detail}
      advice={problemAdvice(problem.code)}
      requestId={problem.requestId}
      onRetry={isOver ? () => window.location.reload() : onRetry}
    />
  );
}

/** Says the beginning and the end of a reading, not its steps. */
function useReadingAnnounced({ data, reading }: NodePatchesState): void {
  const isReading = reading.status === "reading" && data?.complete === false;
  useEffect(() => {
    if (isReading) announce("Reading the patches of this node from SSM");
  }, [isReading]);
  const found = data?.complete === true ? data.total : null;
  useEffect(() => {
    if (found !== null) announce(countOf(found, "patch matches", "patches match"));
  }, [found]);
}

/** The rows of a view in every condition they can be in: on their way, partial, outdated, none, failed. */
export function PatchRows(props: PatchRowsProps) {
  const { state, query, operatingSystem, unlisted, nowMs, openPatch, lostPatch, hrefOf } = props;
  const { data, problem, reading, isOutdated } = state;
  useReadingAnnounced(state);

  const failure = listFailure(state);
  if (failure !== null) return <Failure {...failure} />;
  const isEmpty = data !== undefined && data.items.length === 0;
  const isWaiting = data === undefined || (isEmpty && (!data.complete || isOutdated));

  return (
    <>
      {reading.status === "reading" && data?.complete === false ? (
        <ProgressBar
          done={reading.rowsRead}
          expected={reading.rowsExpected ?? data.rowsExpected}
          unit="patches read"
        />
      ) : null}
      {data === undefined || isOutdated ? null : (
        <PatchNotices
          data={data}
          reading={reading}
          problem={problem}
          nowMs={nowMs}
          onTryAgain={state.tryAgain}
          onReadNow={state.readNow}
        />
      )}
      {lostPatch === null ? null : (
        <Notice
          action={
            <a
              className="flex-none font-medium text-accent"
              href={hrefOf({ ...findingsQuery, states: null, q: lostPatch.kbId }, lostPatch)}
            >
              Show it
            </a>
          }
        >
          <b className="code">{lostPatch.kbId}</b> isn’t among these rows.
        </Notice>
      )}
      {isEmpty && !isWaiting ? (
        <NoPatches data={data} query={query} hrefOf={hrefOf} />
      ) : (
        <PatchTable
          items={data?.items ?? noItems}
          nowMs={nowMs}
          query={query}
          operatingSystem={operatingSystem}
          openPatch={openPatch}
          hrefOf={props.patchHref}
          isOutdated={isOutdated}
          today={utcDay(nowMs)}
          waiting={isWaiting ? waitingRows : 0}
        />
      )}
      {data === undefined || isEmpty ? null : (
        <div aria-busy={isOutdated || undefined} className={isOutdated ? "opacity-55" : undefined}>
          <PatchFoot data={data} query={query} unlisted={unlisted} hrefOf={hrefOf} />
        </div>
      )}
    </>
  );
}
