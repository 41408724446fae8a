import { deadlineDaysWords, deadlineWords } from "@/components/badges/deadline-words";
import { StateGlyph } from "@/components/badges/state-glyph";
import { SeverityGlyph } from "@/components/badges/severity-mark";
import { VerdictGlyph } from "@/components/badges/verdict-glyph";
import { Icon } from "@/components/ui/icon";
import { VerdictSplit } from "@/components/badges/verdict-split";
import { countOf, formatCount } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";
import { formatShare } from "@/components/ui/share-format";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { Overview } from "@/lib/api/overview";
import { nodesWithin } from "@/lib/api/trust-step";
import { Tile } from "./tile";

interface VerdictsProps {
  readonly overview: Overview;
  readonly query: OverviewQuery;
}

/** The share of a week ago, where that day is known. */
function Before({ overview: { history } }: Pick<VerdictsProps, "overview">) {
  const weekAgo = new Date(Date.parse(history.to) - 7 * 86_400_000).toISOString().slice(0, 10);
  const then = history.points.find(({ day }) => day === weekAgo);
  if (then === undefined || then.nodes === 0) return null;
  return (
    <span className="text-xs text-subtle">
      was {formatShare(then.compliant, then.nodes)} on {absoluteDay(then.day)}
    </span>
  );
}

function Share({ overview, query }: VerdictsProps) {
  const { nodes } = overview;
  return (
    <div className="px-gutter py-4 xl:border-r xl:border-line-subtle">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="text-xs text-subtle">Compliant nodes</h2>
        <Before overview={overview} />
      </div>
      {nodes.total === 0 ? (
        <p className="mt-2 text-subtle">No managed node in these accounts and Regions.</p>
      ) : (
        <p className="mt-1 tabular-nums">
          <b className="mr-0.5 text-xl font-semibold">
            {formatShare(nodes.compliant, nodes.total)}
          </b>{" "}
          <span className="text-subtle">
            {formatCount(nodes.compliant)} of{" "}
            {countOf(nodes.total, "managed node", "managed nodes")}
          </span>
        </p>
      )}
      <VerdictSplit
        counts={nodes}
        hrefOf={(verdict) => nodesWithin(query, { verdicts: [verdict] })}
      />
      <p className="mt-1 text-xs text-subtle">
        With its own baseline: compliant isn’t the same as safe.
      </p>
    </div>
  );
}

/** How many nodes are compliant of all, and how many need which kind of work. */
export function Verdicts({ overview, query }: VerdictsProps) {
  const { nodes, findings, deadlines, deadlineDays } = overview;
  const inState = (state: (typeof findings)[number]["state"]) =>
    findings.find((each) => each.state === state)?.nodes ?? 0;
  const of = `of ${countOf(nodes.total, "node", "nodes")}`;
  return (
    <section
      aria-label="Verdict"
      className="grid border-b border-line xl:grid-cols-[minmax(0,1.6fr)_minmax(0,3.4fr)]"
    >
      <Share overview={overview} query={query} />
      <div className="grid grid-cols-2 max-xl:border-t max-xl:border-line-subtle lg:grid-cols-5">
        <Tile
          label="Overdue"
          note={countOf(deadlines.overdue.findings, "finding", "findings")}
          why={`A finding’s deadline is ${deadlineDaysWords(deadlineDays)} after the day the patch was released, where AWS gives it, or else first seen.`}
          glyph={<Icon name="clock" className="size-3.5 text-st-failed-text" />}
          count={deadlines.overdue.nodes}
          of={of}
          href={nodesWithin(query, { deadlines: ["overdue"] })}
        />
        <Tile
          label={deadlineWords.dueSoon}
          note={`${countOf(deadlines.dueSoon.findings, "finding", "findings")} on all nodes`}
          why="Nodes whose first deadline is today or within the week; those with an overdue finding are not among them."
          glyph={<Icon name="clock" className="size-3.5 text-st-missing-text" />}
          count={deadlines.dueSoon.nodes}
          of={of}
          href={nodesWithin(query, { deadlines: ["dueSoon"] })}
        />
        <Tile
          label="Critical findings"
          note={
            overview.rows.nodesRead < overview.rows.nodesWithResults
              ? `Severity read of ${formatCount(overview.rows.nodesRead)} nodes`
              : "Called so by the vendor"
          }
          glyph={<SeverityGlyph severity="Critical" operatingSystem={null} />}
          count={nodes.critical}
          of={of}
          href={nodesWithin(query, { severities: ["critical"] })}
        />
        <Tile
          label="Waiting for a reboot"
          note="Installed, not in force"
          glyph={<StateGlyph state="InstalledPendingReboot" />}
          count={inState("InstalledPendingReboot")}
          of={of}
          href={nodesWithin(query, { states: ["InstalledPendingReboot"] })}
        />
        <Tile
          label="Unknown"
          note="Neither good nor bad"
          glyph={<VerdictGlyph verdict="unknown" className="size-3.5 text-node-unknown" />}
          count={nodes.unknown}
          of={of}
          href={nodesWithin(query, { verdicts: ["unknown"] })}
        />
      </div>
    </section>
  );
}
