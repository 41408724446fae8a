import { classNames } from "@/components/ui/class-names";
import { countOf, formatCount } from "@/components/ui/number-format";
import { verdictWords } from "@/components/badges/verdict-mark";
import type { NodeList } from "@/lib/api/node.schema";
import { nodesAddress } from "@/lib/api/nodes-address";
import type { NodesQuery } from "@/lib/api/nodes-query";
import type { Verdict } from "@/lib/domain/verdict";
import { Fold } from "./fold";
import { LazyVerdictBars } from "./lazy-verdict-bars";
import { systemRows, type SystemRow } from "./system-rows";

interface VerdictBySystemProps {
  readonly systems: NodeList["verdictsByOperatingSystem"];
  readonly query: NodesQuery;
  /** Whether it comes open. */
  readonly shown: boolean;
}

const order = ["compliant", "nonCompliant", "unknown"] as const satisfies readonly Verdict[];

const swatches: Record<Verdict, string> = {
  compliant: "bg-node-compliant",
  nonCompliant: "bg-node-noncompliant",
  unknown: "bg-node-unknown",
};

/** A row's height, as the bars know it too. */
const rowPx = 24;

function nodesIn({ countsByVerdict }: SystemRow): number {
  return order.reduce((sum, verdict) => sum + countsByVerdict[verdict], 0);
}

/** What the bars show, in a sentence. */
function summary(rows: readonly SystemRow[]): string {
  const worst = rows.toSorted(
    (a, b) => b.countsByVerdict.nonCompliant - a.countsByVerdict.nonCompliant,
  )[0];
  const nodes = rows.reduce((sum, row) => sum + nodesIn(row), 0);
  const most =
    worst === undefined || worst.countsByVerdict.nonCompliant === 0
      ? "No node is non-compliant."
      : `Most non-compliant nodes: ${worst.name}, ${formatCount(worst.countsByVerdict.nonCompliant)} of ${formatCount(nodesIn(worst))}.`;
  return `Bar chart of the verdicts of ${countOf(nodes, "node", "nodes")} by operating system. ${most}`;
}

function Head({ verdict }: { verdict: Verdict }) {
  return (
    <th
      scope="col"
      className="w-28 pl-3 text-right align-middle text-xs font-normal text-subtle max-sm:w-auto"
    >
      <span className="inline-flex items-center gap-1.5">
        <span
          aria-hidden="true"
          className={classNames(
            "size-2 rounded-xs forced-color-adjust-none max-sm:hidden",
            swatches[verdict],
          )}
        />
        {verdictWords[verdict]}
      </span>
    </th>
  );
}

function Number({ row, verdict, query }: { row: SystemRow; verdict: Verdict; query: NodesQuery }) {
  const count = row.countsByVerdict[verdict];
  const rows = { ...query, operatingSystems: row.systems, verdicts: [verdict], page: 1 };
  return (
    <td className="pl-3 text-right tabular-nums">
      {count === 0 ? (
        <span className="text-faint">0</span>
      ) : (
        <a className="inline-block min-w-6 leading-6" href={nodesAddress(rows)}>
          {formatCount(count)}
        </a>
      )}
    </td>
  );
}

/** Which systems are in which verdict: every number of the drawing is a link to its nodes. */
export function VerdictBySystem({ systems, query, shown }: VerdictBySystemProps) {
  const rows = systemRows(systems);
  if (rows.length === 0) return null;
  return (
    <Fold title="Verdict by operating system" shown={shown}>
      <div className="-mt-8.5 px-gutter pb-1.5 max-sm:mt-0">
        <table className="w-full table-fixed max-sm:table-auto">
          <caption className="sr-only">Nodes of each operating system by verdict</caption>
          <thead>
            <tr className="h-8">
              <th scope="col" className="w-40 text-left max-sm:w-full">
                <span className="sr-only">Operating system</span>
              </th>
              <td className="max-sm:hidden" />
              {order.map((verdict) => (
                <Head key={verdict} verdict={verdict} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row.name} style={{ height: `${rowPx}px` }}>
                <th scope="row" className="text-left font-normal text-muted sm:truncate">
                  <a
                    className="inline-block min-h-6 content-center leading-6 max-sm:leading-4"
                    href={nodesAddress({ ...query, operatingSystems: row.systems, page: 1 })}
                  >
                    {row.name}
                  </a>
                </th>
                {at === 0 ? (
                  <td rowSpan={rows.length} className="px-2 align-top max-sm:hidden">
                    <LazyVerdictBars
                      label={summary(rows)}
                      rows={rows.map(({ name, countsByVerdict }) => ({ name, countsByVerdict }))}
                      rowPx={rowPx}
                    />
                  </td>
                ) : null}
                {order.map((verdict) => (
                  <Number key={verdict} row={row} verdict={verdict} query={query} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Fold>
  );
}
