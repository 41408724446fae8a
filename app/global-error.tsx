"use client";

import { ErrorPanel } from "@/components/ui/error-panel";
import { problemAdvice } from "@/lib/browser/problem-advice";
import "./globals.css";

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

/** Stands in for the whole document when even the layout failed. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Patchboard failed</title>
        <main>
          <ErrorPanel
            level={1}
            title="Patchboard failed"
            detail="The page could not be drawn at all."
            advice={problemAdvice("internal")}
            requestId={error.digest ?? null}
            onRetry={retry}
          />
        </main>
      </body>
    </html>
  );
}
