import { dueDayWords } from "@/components/badges/deadline-words";
import { SeverityMark } from "@/components/badges/severity-mark";
import { classNames } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/number-format";
import { ShareBar } from "@/components/ui/share-bar";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TimeAgo } from "@/components/ui/time-ago";
import { patchPage } from "@/lib/api/addresses";
import type { PatchListItem } from "@/lib/api/patch.schema";
import { withScope, type Scope } from "@/lib/browser/scope";
import { operatingSystemLabel, reportsCveIds } from "@/lib/domain/operating-system";
import type { FindingState } from "@/lib/domain/patch-state";
import { classificationWords } from "./classification-words";
import { patchInStates } from "./patches-address";

interface PatchListRowProps {
  readonly patch: PatchListItem;
  /** What the list is narrowed to: it goes along to the patch's page. */
  readonly scope: Scope;
  readonly nowMs: number;
}

interface NodeCountProps extends Pick<PatchListRowProps, "patch" | "scope"> {
  readonly count: number;
  readonly state: FindingState;
  readonly unit: string;
}

function NodeCount({ patch, scope, count, state, unit }: NodeCountProps) {
  if (count === 0) return <td className={`${cellClass} t-zero`}>0</td>;
  return (
    <td className={classNames(cellClass, secondLineClass, "t-number")}>
      <a className="t-link" href={patchInStates(patch, [state], scope)}>
        {formatCount(count)}
        <span className="t-unit">{`\u00a0${unit}`}</span>
      </a>
    </td>
  );
}

function Overdue({ patch, scope }: Pick<PatchListRowProps, "patch" | "scope">) {
  const { nodesOverdue, operatingSystem, kbId, dueOn } = patch;
  const due = dueOn === null ? "Nothing has a deadline" : `${dueDayWords(dueOn)}, the first of all`;
  if (nodesOverdue === 0) {
    return (
      <td className={`${cellClass} t-zero`} title={due}>
        0
      </td>
    );
  }
  return (
    <td className={classNames(cellClass, secondLineClass, "t-number")}>
      <a
        className="t-link font-medium text-st-failed-text"
        title={due}
        href={patchPage(operatingSystem, kbId, withScope("deadline=overdue", scope))}
      >
        {formatCount(nodesOverdue)}
        <span className="t-unit">{"\u00a0overdue"}</span>
      </a>
    </td>
  );
}

/** 0 is never "no CVEs": most systems report none at all. */
function Cves({ patch: { cves, operatingSystem } }: Pick<PatchListRowProps, "patch">) {
  if (cves > 0) return <td className={`${cellClass} t-number t-wide`}>{formatCount(cves)}</td>;
  const why = reportsCveIds(operatingSystem)
    ? "AWS names none for this patch"
    : "AWS reports no CVE IDs for this operating system";
  return (
    <td className={`${cellClass} t-zero`} title={why}>
      –
    </td>
  );
}

/** One KB or package; an item of some lines on a narrow screen. */
export function PatchListRow({ patch, scope, nowMs }: PatchListRowProps) {
  const { operatingSystem, kbId, title, severity, classification, nodes, firstSeen } = patch;
  const count = { patch, scope };
  const system =
    operatingSystem === null ? "Not recognised" : operatingSystemLabel(operatingSystem);
  return (
    <tr className={rowClass}>
      <td className={classNames(cellClass, "t-title sm:w-full sm:max-w-0 sm:min-w-52")}>
        <a
          className="code max-w-full leading-4"
          href={patchPage(operatingSystem, kbId, withScope("", scope))}
          title={kbId}
        >
          <span className="truncate max-sm:whitespace-normal">{kbId}</span>
        </a>
        <span
          className="block truncate text-xs text-subtle max-sm:whitespace-normal"
          title={title ?? undefined}
        >
          {[system, title?.trim()].filter(Boolean).join(" · ")}
        </span>
      </td>
      <td className={classNames(cellClass, secondLineClass)}>
        <SeverityMark severity={severity} operatingSystem={operatingSystem} />
      </td>
      <td className={`${cellClass} t-wide text-muted`} title={classification ?? undefined}>
        {classification === null || classification.trim() === "" ? (
          <span className="text-faint">Not reported</span>
        ) : (
          classificationWords(classification)
        )}
      </td>
      <td className={classNames(cellClass, secondLineClass, "t-number")}>
        <a className="t-link" href={patchInStates(patch, ["Failed", "Missing"], scope)}>
          <ShareBar
            part={patch.nodesLacking}
            whole={patch.nodesOfSystem}
            className="bg-st-missing"
          />
          <span className="t-unit">&nbsp;lack it</span>
        </a>
      </td>
      <NodeCount {...count} count={nodes.missing} state="Missing" unit="missing" />
      <NodeCount {...count} count={nodes.failed} state="Failed" unit="failed" />
      <NodeCount
        {...count}
        count={nodes.installedPendingReboot}
        state="InstalledPendingReboot"
        unit="to reboot"
      />
      <NodeCount
        {...count}
        count={nodes.installedRejected}
        state="InstalledRejected"
        unit="rejected"
      />
      <NodeCount
        {...count}
        count={nodes.availableSecurityUpdate}
        state="AvailableSecurityUpdate"
        unit="available"
      />
      <Overdue patch={patch} scope={scope} />
      <Cves patch={patch} />
      <td className={classNames(cellClass, "t-number t-age text-muted")}>
        {firstSeen === null ? "–" : <TimeAgo time={firstSeen} nowMs={nowMs} />}
      </td>
    </tr>
  );
}
