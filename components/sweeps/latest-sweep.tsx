import { TimeAgo } from "@/components/ui/time-ago";
import type { SweepList } from "@/lib/api/sweep.schema";
import { BoxLines } from "./box-lines";
import { EndedSweep } from "./ended-sweep";
import { RunFigures } from "./run-figures";
import { RunSources } from "./run-sources";
import { RunningSweep } from "./sweep-progress";
import { SweepDot } from "./sweep-mark";

function nextWords(intervalMinutes: number): string {
  return intervalMinutes === 0
    ? " Sweep now reads every source."
    : " The first sweep begins by itself.";
}

function NoSweep({ list: { waiting, intervalMinutes, now } }: { list: SweepList }) {
  return (
    <BoxLines
      label={
        <>
          <SweepDot status="waiting" />
          {waiting === null ? (
            "No sweep yet"
          ) : (
            <span>
              First sweep, asked for <TimeAgo time={waiting.requestedAt} nowMs={Date.parse(now)} />
            </span>
          )}
        </>
      }
      figure="–"
      unit="nodes read"
      place={`Nothing has been read.${waiting === null ? nextWords(intervalMinutes) : ""}`}
      bar={<div aria-hidden="true" className="flex-1 rounded-xs bg-track" />}
      left=""
      right={waiting === null ? "" : "waiting to begin"}
    />
  );
}

/** The sweep that runs, else the last one, else that there is none: always in the same room. */
export function LatestSweep({ list }: { list: SweepList }) {
  const { latest, waiting, now } = list;
  const isRunning = latest?.status === "running";
  return (
    <section
      aria-label="Latest sweep"
      className="grid border-b border-line sm:grid-cols-2 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)] sm:max-lg:[&>:first-child]:col-span-2 sm:max-lg:[&>:nth-child(2)]:border-l-0"
    >
      {latest === null ? <NoSweep list={list} /> : null}
      {latest !== null && isRunning ? <RunningSweep sweep={latest} list={list} /> : null}
      {latest !== null && !isRunning ? (
        <EndedSweep
          sweep={latest}
          now={now}
          next={waiting === null ? "" : "the next one waits to begin"}
        />
      ) : null}
      <RunSources sweep={latest} />
      <RunFigures sweep={latest} now={now} />
    </section>
  );
}
