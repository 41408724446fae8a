import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { CountCell } from "@/components/ui/count-cell";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TimeAgo } from "@/components/ui/time-ago";
import { baselinePage } from "@/lib/api/addresses";
import type { BaselineItem } from "@/lib/api/baseline.schema";
import type { BaselineOwner } from "@/lib/domain/patch-baseline";
import { systemWords } from "./baseline-words";
import { nodesUsingAddress } from "./baselines-address";
import { sourceWords } from "@/lib/domain/source-words";

interface BaselineRowProps {
  readonly baseline: BaselineItem;
  readonly nowMs: number;
}

const unknownUse = "Not known: the nodes have not been read";

/** Why a date or the patch groups are missing: of AWS's own baselines nobody asks for them here. */
function unreadWords(owner: BaselineOwner): string {
  return owner === "aws" ? "On the baseline’s own page" : "Not read";
}

function GroupsCell({ baseline: { patchGroups, owner } }: { baseline: BaselineItem }) {
  const [first, ...others] = patchGroups ?? [];
  const className = classNames(cellClass, "max-sm:hidden");
  if (patchGroups === null) {
    return (
      <td className={`${className} text-faint`} title={unreadWords(owner)}>
        –
      </td>
    );
  }
  return (
    <td className={`${className} text-muted`}>
      {first === undefined ? (
        <span className="text-subtle">None</span>
      ) : (
        <span className="flex gap-1.5" title={patchGroups.join("\n")}>
          <span className="max-w-26 truncate">{first}</span>
          {others.length === 0 ? null : (
            <span className="text-subtle tabular-nums">+{others.length}</span>
          )}
        </span>
      )}
    </td>
  );
}

/** `AWS-WindowsPredefinedPatchBaseline-OS` has no space to break at: a line may end before each of its words. */
function breakable(name: string): readonly ReactNode[] {
  const words = name.split(/(?<=[a-z\d-])(?=[A-Z])/);
  return words.flatMap((word, at) =>
    at === 0 ? [word] : [<wbr key={words.slice(0, at).join("")} />, word],
  );
}

/** One baseline of the list; a two-line item on a narrow screen. */
export function BaselineRow({ baseline, nowMs }: BaselineRowProps) {
  const { account, alias, region, baselineId, name, owner, modifiedDate } = baseline;
  const quiet = classNames(cellClass, secondLineClass, "text-muted");
  return (
    <tr className={rowClass}>
      <td
        className={classNames(
          cellClass,
          "max-sm:min-w-0 max-sm:flex-1 max-sm:basis-[calc(100%-7rem)] sm:w-full sm:max-w-0 sm:min-w-44",
        )}
      >
        <a
          className="inline-flex min-h-6 max-w-full items-center font-medium max-sm:wrap-anywhere max-sm:whitespace-normal"
          href={baselinePage(baseline, baselineId)}
          title={name ?? undefined}
        >
          <span className="min-w-0 sm:line-clamp-2 sm:leading-4 sm:wrap-anywhere sm:whitespace-normal">
            {breakable(name ?? baselineId)}
          </span>
        </a>
      </td>
      <td className={quiet}>{owner === "aws" ? "AWS" : "Own"}</td>
      <td className={quiet}>{systemWords(baseline.operatingSystem)}</td>
      <td className={classNames(quiet, !baseline.defaultBaseline && "max-sm:hidden")}>
        {baseline.defaultBaseline ? (
          <>
            <span className="max-sm:hidden">Yes</span>
            <span className="sm:hidden">Default</span>
          </>
        ) : (
          <span className="text-faint">No</span>
        )}
      </td>
      <CountCell
        unknown={unknownUse}
        count={baseline.nodesUsing}
        unit={baseline.nodesUsing === 1 ? "node" : "nodes"}
        href={nodesUsingAddress(baseline)}
      />
      <CountCell
        unknown={unknownUse}
        count={baseline.nonCompliant}
        unit="non-compliant"
        href={nodesUsingAddress(baseline, { verdict: "nonCompliant" })}
      />
      <GroupsCell baseline={baseline} />
      <td className={classNames(quiet, "sm:max-w-40 sm:truncate")} title={sourceWords(baseline)}>
        {alias ?? account} <span className="text-subtle">{region}</span>
      </td>
      <td className={classNames(cellClass, "code text-subtle max-sm:hidden")}>{baselineId}</td>
      <td className={classNames(cellClass, "t-number text-muted max-sm:w-25.5 max-sm:text-xs")}>
        {modifiedDate === null ? (
          <span className="text-faint" title={unreadWords(owner)}>
            –
          </span>
        ) : (
          <TimeAgo time={modifiedDate} nowMs={nowMs} />
        )}
      </td>
    </tr>
  );
}
