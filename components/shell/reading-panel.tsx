"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ErrorPanel } from "@/components/ui/error-panel";
import { toApiProblem, type ApiProblem } from "@/lib/browser/api-problem";
import { fetchAnswer } from "@/lib/browser/fetch-json";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { RefreshWhileReading } from "@/lib/browser/refresh-while-reading";

type ShownProblem = Pick<ApiProblem, "code" | "title" | "detail" | "requestId">;

interface ReadingPanelProps {
  /** The address that answers once what is missing has been read. */
  readonly api: string;
  /** What is being read: `the nodes`. */
  readonly what: string;
  /** Why the page has nothing; null, or AWS not having answered yet, while a first reading goes on. */
  readonly problem: ShownProblem | null;
}

/** How long AWS is given, where it limits requests, before the page is asked for again. */
const throttledMs = 5_000;

interface FailureProps {
  readonly what: string;
  readonly problem: ShownProblem;
  readonly onRetry: () => void;
}

function Failure({ what, problem, onRetry }: FailureProps) {
  const goesOn = problem.code === "throttled";
  return (
    <>
      <ErrorPanel
        level={1}
        title={problem.title}
        detail={`${what.charAt(0).toUpperCase()}${what.slice(1)} can’t be shown${goesOn ? " yet" : ""}. ${problem.detail}`}
        advice={
          goesOn
            ? "Patchboard tries again by itself: SSM’s limits are shared with your other tools."
            : problemAdvice(problem.code)
        }
        requestId={problem.requestId}
        onRetry={onRetry}
      />
      {goesOn ? <RefreshWhileReading everyMs={throttledMs} /> : null}
    </>
  );
}

/** A reading that AWS throttles goes on: the page comes again until it is there. */
function Throttled({ what, problem }: { what: string; problem: ShownProblem }) {
  const router = useRouter();
  // Each time the page comes it has a new request id: a screen reader would read the whole alert out again.
  const [first] = useState(problem);
  return <Failure what={what} problem={first} onRetry={() => router.refresh()} />;
}

/** Stands where a page's content will be: waits for a first reading, and says why when there is none. */
export function ReadingPanel(props: ReadingPanelProps) {
  const { what, problem } = props;
  return problem?.code === "throttled" ? (
    <Throttled what={what} problem={problem} />
  ) : (
    <FirstReading {...props} />
  );
}

function FirstReading({ api, what, problem }: ReadingPanelProps) {
  const router = useRouter();
  // The page itself waits only a moment: AWS not having answered by then is no failure yet.
  const goesOn = problem === null || problem.code === "awsTimeout";
  const shownFor = problem?.requestId ?? null;
  const reading = useQuery({
    queryKey: ["first-reading", api],
    queryFn: async ({ signal }) => {
      const response = await fetchAnswer(api, { signal });
      // The page asks for itself; an answer that nobody reads would hold its connection.
      await response.body?.cancel();
      router.refresh();
      return shownFor;
    },
    enabled: goesOn,
    retry: false,
  });

  const failed = reading.error === null ? problem : toApiProblem(reading.error);
  // It has been read, and the page that shows it, or why it can't be shown, has not come yet.
  const isComing = reading.isSuccess && (goesOn || reading.data === shownFor);
  const waits = reading.isFetching || isComing;
  if (failed !== null && !waits && (reading.isError || !goesOn)) {
    return <Failure what={what} problem={failed} onRetry={() => void reading.refetch()} />;
  }
  return (
    <section aria-busy="true" className="px-gutter py-6">
      <p role="status" className="text-muted">
        Reading {what} from AWS Systems Manager…
      </p>
      {isComing ? <RefreshWhileReading /> : null}
    </section>
  );
}
