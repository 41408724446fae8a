/** A vendor's classification for people: `SecurityUpdates` is "Security updates"; words that have spaces stay. */
export function classificationWords(classification: string): string {
  if (/[\s_-]/.test(classification)) return classification;
  const spaced = classification.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  return spaced === classification
    ? classification
    : spaced.charAt(0) + spaced.slice(1).toLowerCase();
}
