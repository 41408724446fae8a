import { CountCell } from "@/components/ui/count-cell";
import { ShareBar } from "@/components/ui/share-bar";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import type { PatchGroupItem } from "@/lib/api/patch-group.schema";
import { sourceWords } from "@/lib/domain/source-words";
import { BaselinesCell } from "./baselines-cell";
import { nodesOfGroup } from "./nodes-of-group";

const nameClass = "min-w-0 leading-6 font-medium max-sm:wrap-anywhere sm:truncate";

function Name({ group }: { group: PatchGroupItem }) {
  const words =
    group.group === null ? <span className="text-muted">No patch group</span> : group.group;
  return (
    <td
      className={`${cellClass} t-title max-sm:basis-full sm:w-full sm:max-w-0 sm:min-w-44 print:whitespace-normal`}
      title={group.group ?? undefined}
    >
      <span className="flex items-center gap-x-2 max-sm:flex-wrap">
        {group.nodes === 0 ? (
          <span className={nameClass}>{words}</span>
        ) : (
          <a className={nameClass} href={nodesOfGroup(group)}>
            {words}
          </a>
        )}
        {group.registered || group.group === null ? null : (
          <span className="flex-none text-xs font-normal text-subtle">Not registered</span>
        )}
      </span>
    </td>
  );
}

/** One patch group of one account and Region; a few lines on a narrow screen. Each number leads to as many nodes. */
export function PatchGroupRow({ group }: { group: PatchGroupItem }) {
  const { account, alias, region, nodes, countsByVerdict } = group;
  const to = (part: Parameters<typeof nodesOfGroup>[1]) => nodesOfGroup(group, part);
  return (
    <tr className={rowClass}>
      <Name group={group} />
      <td className={`${cellClass} ${secondLineClass} t-number`}>
        {nodes === 0 ? (
          <span className="text-subtle">No nodes</span>
        ) : (
          <>
            <ShareBar
              part={countsByVerdict.compliant}
              whole={nodes}
              className="bg-node-compliant"
            />
            <span className="t-unit">&nbsp;compliant</span>
          </>
        )}
      </td>
      <CountCell count={nodes} unit="nodes" href={to({})} className="max-sm:hidden" />
      <CountCell
        count={countsByVerdict.nonCompliant}
        unit="non-compliant"
        href={to({ verdicts: ["nonCompliant"] })}
      />
      <CountCell
        count={countsByVerdict.unknown}
        unit="unknown"
        href={to({ verdicts: ["unknown"] })}
      />
      <CountCell
        count={group.critical}
        unit="with critical findings"
        href={to({ severities: ["critical"] })}
      />
      <CountCell count={group.missing} unit="missing" href={to({ states: ["Missing"] })} />
      <CountCell count={group.failed} unit="failed" href={to({ states: ["Failed"] })} />
      <CountCell
        count={group.installedPendingReboot}
        unit="pending reboot"
        href={to({ states: ["InstalledPendingReboot"] })}
      />
      <BaselinesCell group={group} />
      <td
        className={`${cellClass} ${secondLineClass} text-muted sm:max-w-40 sm:truncate`}
        title={sourceWords({ account, region, alias })}
      >
        {alias ?? account} <span className="text-subtle">{region}</span>
      </td>
    </tr>
  );
}
