import { Moment } from "@/components/ui/moment";
import { countOf, formatCount } from "@/components/ui/number-format";
import { ProgressTrack } from "@/components/ui/progress-track";
import { duration } from "@/components/ui/relative-time";
import type { Sweep, SweepList } from "@/lib/api/sweep.schema";
import { sourceKey } from "@/lib/domain/source";
import { progressOf, timeLeftMs, type SweepProgress } from "@/lib/domain/sweep-progress";
import { placeWords } from "./failed-sources";
import { BoxLines } from "./box-lines";
import { SweepDot } from "./sweep-mark";
import { timeLeftWords, tookMs } from "./sweep-words";

/** How far the run is: by the listings, and by earlier ones where a source is not listed yet. */
function progressIn(sweep: Sweep, { sources }: Pick<SweepList, "sources">): SweepProgress {
  // A source that fails before it is listed, sweep after sweep, must not keep the others from being counted.
  const before = new Map(
    sources.map((source) => [
      sourceKey(source),
      source.nodes ?? (source.status === "failed" ? 0 : null),
    ]),
  );
  return progressOf(
    sweep.sources.map((part) => ({ ...part, nodesBefore: before.get(sourceKey(part)) ?? null })),
  );
}

function totalWords({ done, expected, least, exact }: SweepProgress): string {
  if (expected === null) {
    return least > done ? `of at least ${countOf(least, "node", "nodes")}` : "nodes so far";
  }
  return `of ${exact ? "" : "about "}${countOf(expected, "node", "nodes")}`;
}

function restWords(progress: SweepProgress, elapsedMs: number): string {
  const { done, expected, least } = progress;
  if (expected === null && least === 0) return "listing nodes";
  if (expected !== null && done >= expected) return "finishing";
  const leftMs = timeLeftMs(progress, elapsedMs);
  return leftMs === null ? "time left not known yet" : timeLeftWords(leftMs);
}

function placesNow({ sources }: Sweep): string {
  const running = sources.filter(({ status }) => status === "running");
  return running.length === 0 ? "Between sources" : placeWords(running);
}

interface RunningSweepProps {
  readonly sweep: Sweep;
  readonly list: Pick<SweepList, "sources" | "now">;
}

/** The sweep that runs: how many nodes of how many, where, and how long it still takes. */
export function RunningSweep({ sweep, list }: RunningSweepProps) {
  const progress = progressIn(sweep, list);
  const { done, expected } = progress;
  const elapsedMs = tookMs(sweep, list.now) ?? 0;
  const words = totalWords(progress);
  return (
    <BoxLines
      label={
        <>
          <SweepDot status="running" />
          <span>
            Running since <Moment time={sweep.startedAt ?? sweep.requestedAt} />
          </span>
        </>
      }
      figure={formatCount(done)}
      unit={words}
      place={placesNow(sweep)}
      bar={
        <ProgressTrack
          label={`${formatCount(done)} ${words} read`}
          percent={
            expected === null || expected === 0 ? null : Math.min(100, (100 * done) / expected)
          }
        />
      }
      left={`${duration(Math.floor(elapsedMs / 1_000) * 1_000)} so far`}
      right={restWords(progress, elapsedMs)}
    />
  );
}
