"use client";

import { buttonClass } from "./button-class";
import { CopyButton } from "./copy-button";
import { Icon } from "./icon";

interface ErrorPanelProps {
  /** 1 where it is the whole page. */
  readonly level?: 1 | 2;
  /** What happened, and its consequence in a sentence or two. */
  readonly title: string;
  readonly detail: string;
  /** What to do about it. */
  readonly advice: string;
  /** Finds the failure in the server's log; null where no answer came. */
  readonly requestId: string | null;
  /** Tries again; without it the page is loaded anew. */
  readonly onRetry?: () => void;
}

/** Stands where the content would: a failure never looks like an empty list. */
export function ErrorPanel({
  level = 2,
  title,
  detail,
  advice,
  requestId,
  onRetry,
}: ErrorPanelProps) {
  const Heading = `h${level}` as const;
  const details = () =>
    [
      title,
      detail,
      requestId === null ? null : `Request: ${requestId}`,
      `Time: ${new Date().toISOString()}`,
      `Page: ${window.location.href}`,
    ]
      .filter((line) => line !== null)
      .join("\n");

  return (
    <section role="alert" className="flex gap-3 border-b border-line px-gutter py-6">
      <Icon name="warning" className="mt-0.5 size-4 text-alert-error" />
      <div className="max-w-160 min-w-0">
        <Heading className="text-base font-semibold">{title}</Heading>
        <p className="mt-1 wrap-anywhere text-muted">{detail}</p>
        <p className="mt-1 text-muted">{advice}</p>
        <div className="mt-4 flex flex-wrap items-center gap-2">
          <button
            type="button"
            className={buttonClass}
            onClick={onRetry ?? (() => window.location.reload())}
          >
            Try again
          </button>
          <CopyButton look="button" label="Copy details" text={details} />
        </div>
        {requestId === null ? null : (
          <p className="mt-3 text-xs text-subtle">
            Request <span className="code select-all">{requestId}</span>
          </p>
        )}
      </div>
    </section>
  );
}
