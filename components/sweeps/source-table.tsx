import { countOf, formatCount } from "@/components/ui/number-format";
import { cellClass, headCellClass, rowClass } from "@/components/ui/table-class";
import { classNames } from "@/components/ui/class-names";
import { TableFrame } from "@/components/ui/table-frame";
import { nodesPage } from "@/lib/api/addresses";
import type { SweepList, SweptSource } from "@/lib/api/sweep.schema";
import { withinScope } from "@/lib/browser/scope";
import { sourceKey } from "@/lib/domain/source";
import { SectionHead } from "./section-head";
import { SourceCell } from "./source-cell";

/** The nodes of an account; with a part of it unread, the least it has. */
function totalOf(sources: readonly SweptSource[]): string {
  const known = sources.flatMap(({ nodes, error }) => (error === null ? (nodes ?? []) : []));
  const isWhole = known.length === sources.length;
  if (known.length === 0) return "–";
  return `${isWhole ? "" : "≥\u00a0"}${formatCount(known.reduce((sum, each) => sum + each, 0))}`;
}

interface AccountRowProps {
  readonly sources: readonly SweptSource[];
  readonly regions: readonly string[];
  readonly list: SweepList;
}

const ruled = "sm:border-r sm:border-r-line-subtle";

function AccountRow({ sources, regions, list }: AccountRowProps) {
  const [first] = sources;
  if (first === undefined) return null;
  const { account, alias } = first;
  const run = list.latest?.status === "running" ? list.latest : null;
  const total = totalOf(sources);
  return (
    <tr className={rowClass}>
      <th
        scope="row"
        className={classNames(cellClass, ruled, "sm:h-13! text-left font-normal max-sm:basis-full")}
      >
        <a
          className="inline-flex min-h-6 max-w-full items-center font-medium wrap-anywhere"
          href={withinScope(nodesPage, { accounts: [account], regions: [] })}
        >
          {alias ?? account}
        </a>
        {alias === null ? null : (
          <span className="text-xs text-subtle tabular-nums sm:block max-sm:ml-2">{account}</span>
        )}
      </th>
      {regions.map((region) => {
        const source = sources.find((each) => each.region === region);
        if (source === undefined) {
          return (
            <td
              key={region}
              className={classNames(cellClass, ruled, "text-faint max-sm:hidden")}
              title="Not read here: no source of the configuration"
            >
              –
            </td>
          );
        }
        const part = run?.sources.find((each) => sourceKey(each) === sourceKey(source)) ?? null;
        return (
          <td
            key={region}
            className={classNames(
              cellClass,
              ruled,
              "tabular-nums max-sm:grid max-sm:basis-full max-sm:grid-cols-[7.5rem_minmax(0,1fr)] max-sm:items-baseline max-sm:gap-x-2",
            )}
          >
            <span className="text-subtle sm:hidden">{region}</span>
            <SourceCell source={source} part={part} nowMs={Date.parse(list.now)} />
          </td>
        );
      })}
      <td
        className={classNames(cellClass, "t-number max-sm:hidden", total === "–" && "text-faint")}
      >
        {total}
      </td>
    </tr>
  );
}

function readable({ sources }: SweepList): string {
  const read = sources.filter(({ status }) => status === "read").length;
  const all = countOf(sources.length, "account and Region pair", "account and Region pairs");
  return `${all}, ${formatCount(read)} read`;
}

/** Every source by account and Region: what it holds, how old that is, or why it cannot be read. */
export function SourceTable({ list }: { list: SweepList }) {
  const { sources } = list;
  if (sources.length === 0) return null;
  const accounts = [...new Set(sources.map(({ account }) => account))];
  const regions = [...new Set(sources.map(({ region }) => region))];
  return (
    <section aria-labelledby="sources" className="border-b border-line">
      <SectionHead id="sources" title="Sources" note={readable(list)} />
      <TableFrame caption="Sources by account and Region" fitsFrom="never">
        <thead className="max-sm:sr-only">
          <tr>
            <th scope="col" className={`${headCellClass} ${ruled} w-44 border-t border-t-line`}>
              Account
            </th>
            {regions.map((region) => (
              <th
                key={region}
                scope="col"
                className={`${headCellClass} ${ruled} min-w-36 border-t border-t-line`}
              >
                {region}
              </th>
            ))}
            <th scope="col" className={`${headCellClass} w-20 border-t border-t-line text-right`}>
              Nodes
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block max-sm:border-t max-sm:border-line">
          {accounts.map((account) => (
            <AccountRow
              key={account}
              sources={sources.filter((each) => each.account === account)}
              regions={regions}
              list={list}
            />
          ))}
        </tbody>
      </TableFrame>
    </section>
  );
}
