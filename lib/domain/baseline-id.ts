const shortId = /(?:^|\/)(pb-[0-9a-f]{17})$/;

/** The short `pb-…` id of a baseline named by its id or by its ARN, or null when it is neither. */
export function parseBaselineId(text: string): string | null {
  return shortId.exec(text)?.[1] ?? null;
}
