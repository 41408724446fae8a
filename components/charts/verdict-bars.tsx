"use client";

import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Verdict } from "@/lib/domain/verdict";

export interface VerdictBarsProps {
  readonly rows: ReadonlyArray<{
    readonly name: string;
    readonly countsByVerdict: Readonly<Record<Verdict, number>>;
  }>;
  readonly rowPx: number;
}

/** From good to bad, and what nobody knows last. */
const series = [
  { verdict: "compliant", fill: "var(--color-node-compliant)" },
  { verdict: "nonCompliant", fill: "var(--color-node-noncompliant)" },
  { verdict: "unknown", fill: "var(--color-node-unknown)" },
] as const satisfies ReadonlyArray<{ readonly verdict: Verdict; readonly fill: string }>;

const barPx = 8;
const leastPx = 3;

/** Stacked bars, one a row: the drawing alone, for the rows of a table to stand beside. */
export function VerdictBars({ rows, rowPx }: VerdictBarsProps) {
  const heightPx = rows.length * rowPx;
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <BarChart
        layout="vertical"
        data={rows.map(({ name, countsByVerdict }) => ({ name, ...countsByVerdict }))}
        margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
        barSize={barPx}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[0, "dataMax"]} allowDecimals={false} />
        <YAxis type="category" dataKey="name" hide />
        {series.map(({ verdict, fill }) => (
          <Bar
            key={verdict}
            dataKey={verdict}
            stackId="nodes"
            fill={fill}
            stroke="var(--color-surface)"
            strokeWidth={1}
            // A few nodes among thousands are seen, none is not.
            minPointSize={(_end, at) => (rows[at]?.countsByVerdict[verdict] ? leastPx : 0)}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
