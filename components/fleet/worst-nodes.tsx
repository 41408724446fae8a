import { freshnessText } from "@/components/badges/freshness-text";
import { classNames } from "@/components/ui/class-names";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { countOf, formatCount } from "@/components/ui/number-format";
import { headingLinkClass, SectionHeading } from "@/components/ui/section-heading";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodePage } from "@/lib/api/addresses";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { Overview, WorstNode } from "@/lib/api/overview";
import { nodesWithin } from "@/lib/api/trust-step";
import { withScope } from "@/lib/browser/scope";
import { scopeOfQuery } from "./scope-of-query";

interface WorstNodesProps {
  readonly overview: Overview;
  readonly query: OverviewQuery;
  readonly nowMs: number;
}

interface CountProps {
  readonly count: number | null;
  /** Drawn as what is late. */
  readonly late?: true;
  readonly unit: string;
  readonly href: string;
}

function Count({ count, unit, href, late }: CountProps) {
  if (count === null) {
    return (
      <td className={`${cellClass} t-zero`} title="Not reported">
        –
      </td>
    );
  }
  if (count === 0) return <td className={`${cellClass} t-zero`}>0</td>;
  return (
    <td className={`${cellClass} ${secondLineClass} t-number`}>
      <a className={classNames("t-link", late && "font-medium text-st-failed-text")} href={href}>
        {formatCount(count)}
        <span className="t-unit">{`\u00a0${unit}`}</span>
      </a>
    </td>
  );
}

function Row({ worst, query, nowMs }: Omit<WorstNodesProps, "overview"> & { worst: WorstNode }) {
  const { node, critical, important, overdue } = worst;
  const page = (search: string) =>
    nodePage(node, node.instanceId, withScope(search, scopeOfQuery(query)));
  return (
    <tr className={rowClass}>
      <td className={`${cellClass} t-title`}>
        <a href={page("state=findings")}>{node.name}</a>
      </td>
      <td className={`${cellClass} t-wide t-cut text-muted`}>{node.platformLabel ?? "–"}</td>
      <Count count={overdue} unit="overdue" href={page("state=findings&deadline=overdue")} late />
      <Count count={critical} unit="critical" href={page("state=findings&severity=critical")} />
      <Count count={important} unit="high" href={page("state=findings&severity=important,high")} />
      <Count count={node.counts?.failed ?? null} unit="failed" href={page("state=failed")} />
      <Count count={node.counts?.missing ?? null} unit="missing" href={page("state=missing")} />
      <Count
        count={node.counts?.installedPendingReboot ?? null}
        unit="to reboot"
        href={page("state=installed-pending-reboot")}
      />
      <td className={`${cellClass} t-number t-age max-sm:basis-24 max-sm:text-right`}>
        {node.operationEndTime === null ? (
          <span className="text-subtle">Never</span>
        ) : (
          <TimeAgo
            time={node.operationEndTime}
            nowMs={nowMs}
            className={freshnessText[node.freshness]}
          />
        )}
      </td>
    </tr>
  );
}

/** The nodes to mend first, as the list of nodes sorts them. */
export function WorstNodes({ overview, query, nowMs }: WorstNodesProps) {
  const { worst, nodes } = overview;
  return (
    <section aria-labelledby="fix-first" className="min-w-0">
      <SectionHeading
        id="fix-first"
        title="Fix first"
        note="critical, high, failed, missing, then oldest scan"
        action={
          nodes.nonCompliant === 0 ? null : (
            <a
              className={headingLinkClass}
              href={nodesWithin(query, { verdicts: ["nonCompliant"] })}
            >
              {nodes.nonCompliant === 1
                ? "The non-compliant node"
                : `All ${countOf(nodes.nonCompliant, "node", "non-compliant nodes")}`}
            </a>
          )
        }
      />
      {worst.length === 0 ? (
        <p className="px-gutter pb-5 text-subtle">No node is known to be non-compliant.</p>
      ) : (
        <TableFrame caption="Nodes to fix first" fitsFrom="never">
          <HeadRow>
            <HeadCell label="Node" />
            <HeadCell label="Operating system" />
            <HeadCell label="Overdue" right />
            <HeadCell label="Critical" right />
            <HeadCell label="High" right />
            <HeadCell label="Failed" right />
            <HeadCell label="Missing" right />
            <HeadCell label="Reboot" right />
            <HeadCell label="Scanned" right />
          </HeadRow>
          <tbody className="max-sm:block">
            {worst.map((each) => (
              <Row
                key={`${each.node.account}/${each.node.region}/${each.node.instanceId}`}
                worst={each}
                query={query}
                nowMs={nowMs}
              />
            ))}
          </tbody>
        </TableFrame>
      )}
    </section>
  );
}
