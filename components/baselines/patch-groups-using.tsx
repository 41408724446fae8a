import { classNames } from "@/components/ui/class-names";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { formatCount } from "@/components/ui/number-format";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import type { BaselineDetail, PatchGroupUsing } from "@/lib/api/baseline.schema";
import { nodesUsingAddress, type BaselineKey } from "./baselines-address";

const heads = ["Nodes", "Non-compliant", "Missing", "Failed"] as const;

interface CountCellProps {
  /** null: not reported. */
  readonly count: number | null;
  readonly unit: string;
  readonly href?: string;
}

function CountCell({ count, unit, href }: CountCellProps) {
  const className = classNames(
    cellClass,
    secondLineClass,
    "t-number",
    (count === null || count === 0) && "text-faint max-sm:hidden",
  );
  if (count === null) {
    return (
      <td className={className} title="Not reported by AWS">
        –
      </td>
    );
  }
  const words = (
    <>
      {formatCount(count)}
      <span className="t-unit">&nbsp;{unit}</span>
    </>
  );
  return (
    <td className={className}>
      {href === undefined || count === 0 ? (
        words
      ) : (
        <a className="inline-flex min-h-6 min-w-6 items-center justify-end" href={href}>
          {words}
        </a>
      )}
    </td>
  );
}

function GroupRow({ baseline, using }: { baseline: BaselineKey; using: PatchGroupUsing }) {
  const { group } = using;
  return (
    <tr className={rowClass}>
      <td
        className={classNames(
          cellClass,
          "whitespace-normal! wrap-anywhere max-sm:w-full sm:min-w-32",
          group === null && "text-subtle",
        )}
      >
        <a
          className="inline-flex min-h-6 items-center py-0.5"
          href={nodesUsingAddress(baseline, { group })}
        >
          {group ?? "None"}
        </a>
      </td>
      <CountCell
        count={using.nodes}
        unit={using.nodes === 1 ? "node" : "nodes"}
        href={nodesUsingAddress(baseline, { group })}
      />
      <CountCell
        count={using.nonCompliant}
        unit="non-compliant"
        href={nodesUsingAddress(baseline, { group, verdict: "nonCompliant" })}
      />
      <CountCell count={using.missing} unit="patches missing" />
      <CountCell count={using.failed} unit="patches failed" />
    </tr>
  );
}

/** The same nodes by the patch group that each reported. */
export function PatchGroupsUsing({ baseline }: { baseline: BaselineDetail }) {
  const groups = baseline.patchGroupsUsing;
  if (groups === null || groups.length === 0) return null;
  return (
    <div className="border-t border-line-subtle">
      <TableFrame caption="Nodes that used the baseline last, by patch group" fitsFrom="xl">
        <HeadRow>
          <HeadCell label="Patch group" />
          {heads.map((head) => (
            <HeadCell key={head} label={head} right />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
          {groups.map((using) => (
            <GroupRow key={using.group ?? ""} baseline={baseline} using={using} />
          ))}
        </tbody>
      </TableFrame>
    </div>
  );
}
