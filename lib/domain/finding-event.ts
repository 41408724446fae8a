/**
 * What can happen to a finding: it `appeared`, an Install of it `failed`, or did once more (`failedAgain`), it `changed`
 * into another state, it was `fixed`, or SSM has no results any more that would say (`lost`).
 */
export const findingEvents = [
  "appeared",
  "failed",
  "failedAgain",
  "changed",
  "fixed",
  "lost",
] as const;

export type FindingEvent = (typeof findingEvents)[number];
