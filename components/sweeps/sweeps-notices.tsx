import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { duration } from "@/components/ui/relative-time";
import { TimeAgo } from "@/components/ui/time-ago";
import { isPassing } from "@/lib/api/problem-code";
import type { SetAsideStore, SweepList } from "@/lib/api/sweep.schema";
import type { ApiProblem } from "@/lib/browser/api-problem";
import { problemAdvice } from "@/lib/browser/problem-advice";
import type { ReadFailureCode } from "@/lib/domain/read-failure";
import { failedSources, placeWords, type FailedSources } from "./failed-sources";

/** A sweeper looks once a second: one that has not come by then is none. */
const sweeperMs = 20_000;
/** More sentences than that are read by nobody. */
const mostDetails = 2;

function Documented({ code }: { code: ReadFailureCode }) {
  return (
    <span className="text-subtle">
      (<span className="code">{code}</span> in docs/errors.md)
    </span>
  );
}

function SetAside({ name, reason, at }: SetAsideStore) {
  return (
    <Notice tone="warning">
      <b>The store could not be opened and was set aside</b> as{" "}
      <span className="code wrap-anywhere">{name}</span>, <Moment time={at} />. The database said:{" "}
      <q>{reason}</q> It is kept in the data directory. A new store was begun: what SSM knows is
      read again, history before that is in the old one.
    </Notice>
  );
}

function LastReads({ sources }: Pick<FailedSources, "sources">) {
  const readAts = sources.flatMap(({ readAt }) => readAt ?? []).toSorted();
  const [oldest] = readAts;
  const it = sources.length === 1 ? "It has" : "They have";
  if (oldest === undefined)
    return <>{it} never been read: no number here counts the nodes there.</>;
  const kept = sources.length === 1 ? "Its nodes are kept" : "Their nodes are kept";
  if (readAts.length < sources.length) {
    return (
      <>{kept} as they were last read; some have never been read, and no number counts those.</>
    );
  }
  return (
    <>
      {kept} as last read {sources.length === 1 ? "" : "since "}
      <Moment time={oldest} />.
    </>
  );
}

function Failed({ code, details, sources }: FailedSources) {
  const after = isPassing(code) ? "The next sweep tries again." : null;
  return (
    <Notice tone="warning">
      <b>{placeWords(sources)} couldn’t be read.</b> {details.slice(0, mostDetails).join(" ")}{" "}
      {problemAdvice(code)} {after} <LastReads sources={sources} /> <Documented code={code} />
    </Notice>
  );
}

/** Sources that answer to nobody's credentials are not even known by their number. */
function NoSources({ error }: { error: NonNullable<SweepList["sourcesError"]> }) {
  return (
    <Notice tone="warning">
      <b>Patchboard could not learn which account its credentials belong to.</b> {error.detail}{" "}
      {problemAdvice(error.code)} <Documented code={error.code} />
    </Notice>
  );
}

function waitsForNobody({ latest, waiting, now }: SweepList): number | null {
  if (waiting === null || latest?.status === "running") return null;
  const waitedMs = Date.parse(now) - Date.parse(waiting.requestedAt);
  return waitedMs < sweeperMs ? null : waitedMs;
}

interface SweepsNoticesProps {
  readonly list: SweepList;
  /** Why `list` is not of this moment. */
  readonly problem: ApiProblem | null;
  /** Why no sweep was asked for. */
  readonly refusal: ApiProblem | null;
}

/** What stands in the way of trusting the numbers, and what to do about it. */
export function SweepsNotices({ list, problem, refusal }: SweepsNoticesProps) {
  const { sources, sourcesError, setAside, asOf, latest, now } = list;
  const waitedMs = waitsForNobody(list);
  const isFirst = asOf === null && latest?.status === "running";
  return (
    <>
      {problem === null ? null : (
        <Notice tone="warning">
          <b>{problem.title}.</b> {problem.detail} {problemAdvice(problem.code)} This is how it
          stood <TimeAgo time={now} nowMs={Date.parse(now)} />.
        </Notice>
      )}
      {refusal === null ? null : (
        <Notice tone="warning">
          <b>No sweep was asked for. {refusal.title}.</b> {refusal.detail}{" "}
          {problemAdvice(refusal.code)}
        </Notice>
      )}
      {waitedMs === null ? null : (
        <Notice tone="warning">
          <b>The sweep has waited {duration(waitedMs)} and no sweeper has begun it.</b> Whoever runs
          the server has to see that a process with <span className="code">PATCHBOARD_ROLE</span>{" "}
          all or sweeper runs on this store.
        </Notice>
      )}
      {isFirst ? (
        <Notice>
          <b>First sweep: nodes appear as they are read.</b> Until it ends, no count on any page is
          the whole fleet.
        </Notice>
      ) : null}
      {setAside === null ? null : <SetAside {...setAside} />}
      {sourcesError === null ? null : <NoSources error={sourcesError} />}
      {failedSources(sources).map((failed) => (
        <Failed key={failed.code} {...failed} />
      ))}
    </>
  );
}
