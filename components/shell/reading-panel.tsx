"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { Problem } from "@/lib/api/problem.schema";
import { toApiProblem } from "@/lib/browser/api-problem";
import { fetchAnswer } from "@/lib/browser/fetch-json";
import { problemAdvice } from "@/lib/browser/problem-advice";

interface ReadingPanelProps {
  /** The address that answers once what is missing has been read. */
  readonly api: string;
  /** What is being read: `the nodes`. */
  readonly what: string;
  /** Why the page has nothing; null, or AWS not having answered yet, while a first reading goes on. */
  readonly problem: Pick<Problem, "code" | "title" | "detail" | "requestId"> | null;
}

/** Stands where a page's content will be: waits for a first reading, and says why when there is none. */
export function ReadingPanel({ api, what, problem }: ReadingPanelProps) {
  const router = useRouter();
  // The page itself waits only a moment: AWS not having answered by then is no failure yet.
  const goesOn = problem === null || problem.code === "awsTimeout";
  const reading = useQuery({
    queryKey: ["first-reading", api],
    queryFn: async ({ signal }) => {
      const response = await fetchAnswer(api, { signal });
      // The page asks for itself; an answer that nobody reads would hold its connection.
      await response.body?.cancel();
      router.refresh();
      return true;
    },
    enabled: goesOn,
    retry: false,
  });

  const failed = reading.error === null ? problem : toApiProblem(reading.error);
  const waits = reading.isFetching || reading.isSuccess;
  if (failed !== null && !waits && (reading.isError || !goesOn)) {
    return (
      <ErrorPanel
        level={1}
        title={failed.title}
        detail={failed.detail}
        advice={problemAdvice(failed.code)}
        requestId={failed.requestId}
        onRetry={() => void reading.refetch()}
      />
    );
  }
  return (
    <section aria-busy="true" className="px-gutter py-6">
      <p role="status" className="text-muted">
        Reading {what} from AWS Systems Manager…
      </p>
    </section>
  );
}
