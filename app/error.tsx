"use client";

import { ErrorPanel } from "@/components/ui/error-panel";
import { problemAdvice } from "@/lib/browser/problem-advice";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

/** A page that failed in a way it did not foresee. The digest finds the failure in the server's log. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <ErrorPanel
      level={1}
      title="This page failed"
      detail="Patchboard ran into an error that it didn’t foresee. Nothing below this line could be shown."
      advice={problemAdvice("internal")}
      requestId={error.digest ?? null}
      onRetry={retry}
    />
  );
}
