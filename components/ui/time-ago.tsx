"use client";

import { absoluteTime, relativeTime } from "./relative-time";
import { useNow } from "./use-now";

interface TimeAgoProps {
  /** ISO 8601. */
  readonly time: string;
  /** The server's clock when it wrote the page. */
  readonly nowMs: number;
  readonly className?: string;
}

/** How long ago something was; the exact moment in UTC is one hover away, and on paper. */
export function TimeAgo({ time, nowMs, className }: TimeAgoProps) {
  const now = useNow(nowMs);
  return (
    <time dateTime={time} title={absoluteTime(time)} className={className}>
      <span className="print:hidden">{relativeTime(time, now)}</span>
      <span className="hidden print:inline">{absoluteTime(time)}</span>
    </time>
  );
}
