const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A sweep's id in its one spelling, or null when the text is none. */
export function parseSweepId(text: string): string | null {
  const id = text.toLowerCase();
  return uuid.test(id) ? id : null;
}
