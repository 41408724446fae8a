/** Prints rows under a heading, the columns aligned. The first row holds the names. */
export function printTable(heading: string, rows: ReadonlyArray<readonly string[]>): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  process.stdout.write(`\n${heading}\n`);
  for (const row of rows) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`  ${cells.join("   ").trimEnd()}\n`);
  }
}

/** The measurement that so many percent of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return sorted[at] ?? Number.NaN;
}

/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}
