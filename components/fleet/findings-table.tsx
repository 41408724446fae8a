import { PatchStateMark } from "@/components/badges/patch-state-mark";
import { classNames } from "@/components/ui/class-names";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { countOf, formatCount } from "@/components/ui/number-format";
import { SectionHeading } from "@/components/ui/section-heading";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { FindingsOfState, Overview } from "@/lib/api/overview";
import { nodesWithin } from "@/lib/api/trust-step";
import { findingStates } from "@/lib/domain/patch-state";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";

interface FindingsTableProps {
  readonly overview: Overview;
  readonly query: OverviewQuery;
}

const rankWords: Record<SeverityRank, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  unrated: "Unrated",
};

const colours: Record<SeverityRank, string> = {
  critical: "bg-sev-critical",
  high: "bg-sev-high",
  medium: "bg-sev-medium",
  low: "bg-sev-low",
  unrated: "bg-sev-unspecified",
};

type Counts = Pick<FindingsOfState, "findings" | "nodes" | "bySeverity">;

function Number({ count }: { count: number }) {
  return (
    <td className={`${cellClass} t-wide ${count === 0 ? "t-zero" : "t-number"}`}>
      {formatCount(count)}
    </td>
  );
}

/** The numbers of one row: findings, how they divide, and the nodes that have them. */
function Numbers({ counts, href }: { counts: Counts; href: string }) {
  const { findings, nodes, bySeverity } = counts;
  return (
    <>
      <td
        className={`${cellClass} ${secondLineClass} ${findings === 0 ? "t-zero" : "t-number"}`}
        title={findings === null ? "No node reports this counter" : undefined}
      >
        {findings === null ? "–" : formatCount(findings)}
        <span className="t-unit">{"\u00a0"}findings</span>
      </td>
      <td className={`${cellClass} t-wide`}>
        <span aria-hidden="true" className="flex h-1.5 w-20 gap-px">
          {severityRanks.map((rank) =>
            bySeverity[rank] === 0 ? null : (
              <span
                key={rank}
                className={classNames("min-w-0.75 rounded-[1px]", colours[rank])}
                style={{ flexGrow: bySeverity[rank] }}
              />
            ),
          )}
        </span>
      </td>
      {severityRanks.map((rank) => (
        <Number key={rank} count={bySeverity[rank]} />
      ))}
      <td className={`${cellClass} t-age ${nodes === 0 ? "t-zero" : "t-number"}`}>
        {nodes === 0 ? (
          "0"
        ) : (
          <a className="t-link" href={href}>
            {formatCount(nodes)}
            <span className="t-unit">{nodes === 1 ? "\u00a0node" : "\u00a0nodes"}</span>
          </a>
        )}
      </td>
    </>
  );
}

function sum(findings: readonly FindingsOfState[], count: (each: FindingsOfState) => number) {
  return findings.reduce((all, each) => all + count(each), 0);
}

function totals({ findings, nodes }: Overview): Counts {
  const of = (rank: SeverityRank) => sum(findings, ({ bySeverity }) => bySeverity[rank]);
  const isKnown = findings.some((each) => each.findings !== null);
  return {
    findings: isKnown ? sum(findings, (each) => each.findings ?? 0) : null,
    nodes: nodes.withFindings,
    bySeverity: {
      critical: of("critical"),
      high: of("high"),
      medium: of("medium"),
      low: of("low"),
      unrated: of("unrated"),
    },
  };
}

/** What needs attention, by state and by our rank of the vendor's word. */
export function FindingsTable({ overview, query }: FindingsTableProps) {
  const { findings, rows } = overview;
  const all = totals(overview);
  const isRead = rows.nodesRead === rows.nodesWithResults;
  return (
    <section aria-labelledby="findings" className="min-w-0">
      <SectionHeading
        id="findings"
        title="Findings by state and severity"
        note={
          isRead
            ? "counted by SSM; severity as the vendor gives it"
            : `severity is known of ${formatCount(rows.nodesRead)} of ${countOf(rows.nodesWithResults, "node", "nodes")} with results`
        }
      />
      <TableFrame caption="Findings by state and severity" fitsFrom="never">
        <HeadRow>
          <HeadCell label="State" />
          <HeadCell label="Findings" right />
          <td className="t-head" />
          {severityRanks.map((rank) => (
            <th key={rank} scope="col" className="t-head text-right">
              <span className="inline-flex items-center gap-1.5">
                <span
                  aria-hidden="true"
                  className={classNames(
                    "size-2 rounded-xs forced-color-adjust-none",
                    colours[rank],
                  )}
                />
                {rankWords[rank]}
              </span>
            </th>
          ))}
          <HeadCell label="Nodes" right />
        </HeadRow>
        <tbody className="max-sm:block">
          {findings.map((each) => (
            <tr key={each.state} className={rowClass}>
              <td className={`${cellClass} t-title`}>
                <PatchStateMark state={each.state} />
              </td>
              <Numbers counts={each} href={nodesWithin(query, { states: [each.state] })} />
            </tr>
          ))}
          <tr className={`${rowClass} font-medium`}>
            <td className={`${cellClass} t-title`}>All findings</td>
            <Numbers counts={all} href={nodesWithin(query, { states: findingStates })} />
          </tr>
        </tbody>
      </TableFrame>
    </section>
  );
}
