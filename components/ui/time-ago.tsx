"use client";

import { absoluteTime, relativeTime } from "./relative-time";
import { useTimeZone } from "./time-zone";
import { useNow } from "./use-now";

interface TimeAgoProps {
  /** ISO 8601. */
  readonly time: string;
  /** The server's clock when it wrote the page. */
  readonly nowMs: number;
  readonly className?: string;
}

/** How long ago something was; the exact moment is one hover away, and on paper. */
export function TimeAgo({ time, nowMs, className }: TimeAgoProps) {
  const now = useNow(nowMs);
  const zone = useTimeZone();
  const moment = absoluteTime(time, zone);
  return (
    <time dateTime={time} title={moment} className={className}>
      <span className="on-screen">{relativeTime(time, now, zone)}</span>
      <span className="on-paper">{moment}</span>
    </time>
  );
}
