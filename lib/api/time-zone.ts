/** An IANA name, as far as one can be told from anything else: `Europe/Berlin`, `America/Argentina/Ushuaia`, `Etc/GMT+1`. */
const pattern = /^[A-Za-z][\w+-]*(?:\/[\w+-]+){0,2}$/;

/** The time zone that `text` names, when this machine knows it too; otherwise null. */
export function parseTimeZone(text: string): string | null {
  if (text.length > 60 || !pattern.test(text)) return null;
  try {
    // Throws for a zone that is not known here. The name stays as it came: machines prefer different aliases.
    new Intl.DateTimeFormat("en", { timeZone: text }).format(0);
    return text;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
