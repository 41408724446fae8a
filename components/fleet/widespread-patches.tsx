import { SeverityMark } from "@/components/badges/severity-mark";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { formatCount } from "@/components/ui/number-format";
import { headingLinkClass, SectionHeading } from "@/components/ui/section-heading";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { TimeAgo } from "@/components/ui/time-ago";
import { patchesPage } from "@/lib/api/addresses";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { Overview, WidespreadPatch } from "@/lib/api/overview";
import { withinScope } from "@/lib/browser/scope";
import { operatingSystemLabel } from "@/lib/domain/operating-system";
import { patchAddress } from "./patch-address";
import { scopeOfQuery } from "./scope-of-query";

interface WidespreadPatchesProps {
  readonly overview: Overview;
  readonly query: OverviewQuery;
  readonly nowMs: number;
}

function Row({
  patch,
  query,
  nowMs,
}: Omit<WidespreadPatchesProps, "overview"> & { patch: WidespreadPatch }) {
  const { operatingSystem, kbId, severity, nodes, nodesOfSystem, firstSeen } = patch;
  const system =
    operatingSystem === null ? "Not recognised" : operatingSystemLabel(operatingSystem);
  return (
    <tr className={rowClass}>
      <td className={`${cellClass} t-title sm:max-w-44`}>
        <a
          className="code sm:block! sm:truncate sm:leading-6"
          href={patchAddress(query, operatingSystem, kbId)}
          title={`${kbId}, ${system}`}
        >
          {kbId}
        </a>
      </td>
      <td className={`${cellClass} ${secondLineClass}`}>
        <SeverityMark severity={severity} operatingSystem={operatingSystem} />
      </td>
      <td className={`${cellClass} ${secondLineClass} tabular-nums`}>
        <span className="flex items-center gap-2.5">
          <span
            aria-hidden="true"
            className="flex h-1 w-8 flex-none overflow-hidden rounded-xs bg-track max-sm:hidden"
          >
            <span className="min-w-0.75 bg-st-missing" style={{ flexGrow: nodes }} />
            <span style={{ flexGrow: Math.max(0, nodesOfSystem - nodes) }} />
          </span>
          <span className="ml-auto">
            <b className="font-strong">{formatCount(nodes)}</b>{" "}
            <span className="text-subtle">
              of {formatCount(nodesOfSystem)}
              <span className="sm:sr-only"> {system}</span>
            </span>
          </span>
        </span>
      </td>
      <td className={`${cellClass} t-number t-age text-muted max-sm:basis-24 max-sm:text-right`}>
        <TimeAgo time={firstSeen} nowMs={nowMs} />
      </td>
    </tr>
  );
}

/** The patches that most nodes lack, Missing or Failed, of the nodes that run their system. */
export function WidespreadPatches({ overview, query, nowMs }: WidespreadPatchesProps) {
  const { widespread } = overview;
  return (
    <section aria-labelledby="widespread" className="min-w-0">
      <SectionHeading
        id="widespread"
        title="Most widespread missing patches"
        note="missing or failed"
        action={
          <a
            className={headingLinkClass}
            href={withinScope(patchesPage, scopeOfQuery(query), "state=missing,failed")}
          >
            All patches
          </a>
        }
      />
      {widespread.length === 0 ? (
        <p className="px-gutter pb-5 text-subtle">No patch is known to be missing.</p>
      ) : (
        <TableFrame caption="Most widespread missing patches" fitsFrom="never">
          <HeadRow>
            <HeadCell label="Patch" />
            <HeadCell label="Severity" />
            <HeadCell label="Nodes of OS" />
            <HeadCell label="First seen" right />
          </HeadRow>
          <tbody className="max-sm:block">
            {widespread.map((patch) => (
              <Row
                key={`${patch.operatingSystem ?? ""}/${patch.kbId}`}
                patch={patch}
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
