"use client";

import { absoluteTime } from "./relative-time";
import { useTimeZone } from "./time-zone";

/** A moment in the reader's time zone: `12 Nov 2026, 02:14 UTC`. */
export function Moment({ time }: { time: string }) {
  return <time dateTime={time}>{absoluteTime(time, useTimeZone())}</time>;
}
