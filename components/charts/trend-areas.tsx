"use client";

import {
  Area,
  AreaChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { absoluteDay } from "@/components/ui/relative-time";
import { trendCorners, type TrendCorner } from "./trend-corners";
import type { TrendDay } from "./trend-days";

/** What is drawn: one area, over the ones before it. */
export interface TrendSeries {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
}

export interface TrendAreasProps {
  readonly days: readonly TrendDay[];
  readonly series: readonly TrendSeries[];
  readonly heightPx: number;
}

const axis = { fill: "var(--color-subtle)", fontSize: 12 } as const;

interface DotProps {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  readonly index?: number | undefined;
}

/** A day that was not read whole is hollow. */
function dotOf(
  corners: readonly TrendCorner[],
  { key, colour }: Pick<TrendSeries, "key" | "colour">,
) {
  return function Dot({ cx, cy, index = -1 }: DotProps) {
    const corner = corners[index];
    if (
      cx === undefined ||
      cy === undefined ||
      !corner?.isHollow ||
      corner.counts[key] === undefined
    ) {
      return <g key={index} />;
    }
    return (
      <circle
        key={index}
        cx={cx}
        cy={cy}
        r={3}
        fill="var(--color-surface)"
        stroke={colour}
        strokeWidth={1.5}
      />
    );
  };
}

const dayOf = (atMs: unknown) =>
  typeof atMs === "number" ? absoluteDay(new Date(atMs).toISOString().slice(0, 10)) : "";

/** Counts over each other, a step a day; a day that was not read is a gap. */
export function TrendAreas({ days, series, heightPx }: TrendAreasProps) {
  const corners = trendCorners(days);
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <AreaChart
        data={[...corners]}
        margin={{ top: 8, right: 0, bottom: 0, left: 4 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line-subtle)" />
        <XAxis
          dataKey="atMs"
          type="number"
          domain={["dataMin", "dataMax"]}
          ticks={days.map(({ day }) => Date.parse(day))}
          tickFormatter={(atMs: number) => dayOf(atMs).replace(/\s\d{4}$/, "")}
          interval="equidistantPreserveStart"
          minTickGap={48}
          // A day's word begins where the day does: the first would be cut in half otherwise.
          tick={{ ...axis, textAnchor: "start" }}
          tickLine={false}
          axisLine={{ stroke: "var(--color-line)" }}
        />
        <YAxis
          orientation="right"
          width={36}
          allowDecimals={false}
          domain={[0, "auto"]}
          tick={axis}
          tickLine={false}
          axisLine={false}
          tickCount={3}
        />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={dayOf}
          contentStyle={{
            background: "var(--color-raised)",
            border: "1px solid var(--color-line)",
            borderRadius: 6,
            fontSize: 12,
          }}
          itemStyle={{ color: "var(--color-ink)" }}
        />
        {series.map(({ key, name, colour }) => (
          <Area
            key={key}
            type="stepAfter"
            dataKey={(corner: TrendCorner) => corner.counts[key] ?? null}
            name={name}
            stackId="nodes"
            stroke={colour}
            strokeWidth={1.5}
            fill={colour}
            fillOpacity={0.32}
            dot={dotOf(corners, { key, colour })}
            activeDot={{ r: 3 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
}
