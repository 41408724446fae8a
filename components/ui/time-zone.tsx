"use client";

import { createContext, use, type ReactNode } from "react";

const TimeZone = createContext("UTC");

interface TimeZoneProviderProps {
  /** As IANA names it; one that the server knows too. */
  readonly timeZone: string;
  readonly children: ReactNode;
}

/** The time zone of every moment on the page. */
export function TimeZoneProvider({ timeZone, children }: TimeZoneProviderProps) {
  return <TimeZone value={timeZone}>{children}</TimeZone>;
}

export function useTimeZone(): string {
  return use(TimeZone);
}
