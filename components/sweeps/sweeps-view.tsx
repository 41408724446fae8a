"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { announce } from "@/components/ui/announcer";
import { countOf } from "@/components/ui/number-format";
import type { Sweep, SweepDetail, SweepList } from "@/lib/api/sweep.schema";
import type { SweepsView as View } from "@/lib/api/sweeps-query";
import { useSweeps } from "@/lib/browser/use-sweeps";
import { Clocks } from "./clocks";
import { LatestSweep } from "./latest-sweep";
import { OpenedSweep } from "./opened-sweep";
import { SourceTable } from "./source-table";
import { SweepTable } from "./sweep-table";
import { isOver, statusWords } from "./sweep-words";
import { SweepsHeader } from "./sweeps-header";
import { SweepsNotices } from "./sweeps-notices";

interface SweepsViewProps {
  /** As the server wrote the page. */
  readonly initial: SweepList;
  readonly view: View;
  /** The sweep that the address opens; null: there is none with its id. */
  readonly opened: SweepDetail | null;
}

/** Says that a sweep began or ended, and lets the top bar know. */
function useSweepNews(latest: Sweep | null): void {
  const router = useRouter();
  const stage = latest === null ? "" : `${latest.id} ${latest.status}`;
  const told = useRef(stage);
  useEffect(() => {
    if (told.current === stage || latest === null) return;
    told.current = stage;
    if (!isOver(latest)) return announce("The sweep has begun");
    announce(
      `Sweep ${statusWords[latest.status].toLowerCase()}, ${countOf(latest.nodesDone, "node", "nodes")} read`,
    );
    router.refresh();
  }, [stage, latest, router]);
}

/** Where Patchboard's numbers come from: the sweep that runs, every source, and the sweeps so far. */
export function SweepsView({ initial, view, opened }: SweepsViewProps) {
  const { list, problem, refusal, isAsking, ask } = useSweeps(view, initial);
  useSweepNews(list.latest);
  return (
    <>
      <SweepsHeader list={list} isAsking={isAsking} ask={ask} />
      <LatestSweep list={list} />
      <SweepsNotices list={list} problem={problem} refusal={refusal} />
      <SourceTable list={list} />
      {view.sweepId === null ? null : <OpenedSweep initial={opened} view={view} now={list.now} />}
      <SweepTable list={list} view={view} />
      <Clocks />
    </>
  );
}
