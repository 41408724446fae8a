import { PatchStateMark } from "@/components/badges/patch-state-mark";
import { SeverityMark } from "@/components/badges/severity-mark";
import { EmptyNote } from "@/components/ui/empty-note";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { absoluteDay } from "@/components/ui/relative-time";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFoot } from "@/components/ui/table-foot";
import { TableFrame } from "@/components/ui/table-frame";
import { nodePage, patchPage } from "@/lib/api/addresses";
import { withAsOf } from "@/lib/api/as-of";
import {
  formatNodePatchesQuery,
  pageSizes,
  type NodePatchesQuery,
} from "@/lib/api/node-patches-query";
import type { NodePatches, PatchItem } from "@/lib/api/node-patches.schema";
import type { NodeDetail } from "@/lib/api/node.schema";
import { sortWords } from "@/lib/browser/sort-words";
import { withScope, type Scope } from "@/lib/browser/scope";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import { FindingTabs } from "./finding-tabs";
import { patchSortPhrases } from "./patch-columns";

interface PastPatchesProps {
  readonly node: NodeDetail;
  readonly day: string;
  readonly patches: NodePatches;
  readonly query: NodePatchesQuery;
  readonly scope: Scope;
}

const heads = ["State", "KB or package", "Title", "Severity", "First seen"];

const dayMs = 86_400_000;

/** How old a finding was on a day, in whole days. */
function ageOn(day: string, firstSeen: string): string {
  const days = Math.round((Date.parse(day) - Date.parse(firstSeen.slice(0, 10))) / dayMs);
  if (days === 0) return "that day";
  return `${days}\u00a0${days === 1 ? "day" : "days"} earlier`;
}

function Row({ patch, node, day }: { patch: PatchItem } & Pick<PastPatchesProps, "node" | "day">) {
  return (
    <tr className={rowClass}>
      <td className={`${cellClass} ${secondLineClass}`}>
        <PatchStateMark state={patch.state} />
      </td>
      <td className={`${cellClass} t-title`}>
        <a
          className="code inline-flex min-h-6 items-center"
          href={patchPage(node.operatingSystem, patch.kbId)}
        >
          {patch.kbId}
        </a>
      </td>
      <td className={`${cellClass} wrap-anywhere whitespace-normal! max-sm:basis-full sm:min-w-48`}>
        {patch.title ?? <span className="text-faint">Not reported</span>}
      </td>
      <td className={`${cellClass} ${secondLineClass}`}>
        <SeverityMark severity={patch.severity} operatingSystem={node.operatingSystem} />
      </td>
      <td className={`${cellClass} t-number t-wide text-muted`}>
        {patch.firstSeen === null ? (
          "–"
        ) : (
          <span title={`First read so by Patchboard on ${absoluteDay(patch.firstSeen)}`}>
            {ageOn(day, patch.firstSeen)}
          </span>
        )}
      </td>
    </tr>
  );
}

/** What needed attention on a node on a day of the past. Its links need no script. */
export function PastPatches({ node, day, patches, query, scope }: PastPatchesProps) {
  const { countsByState, items, total, page, size } = patches;
  const hrefOf = (asked: NodePatchesQuery) =>
    nodePage(node, node.instanceId, withScope(withAsOf(day, formatNodePatchesQuery(asked)), scope));
  const count = (state: FindingState) => countsByState[state] ?? 0;
  const counts = {
    Failed: count("Failed"),
    Missing: count("Missing"),
    InstalledPendingReboot: count("InstalledPendingReboot"),
    InstalledRejected: count("InstalledRejected"),
    AvailableSecurityUpdate: count("AvailableSecurityUpdate"),
  };
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shown = findingStates.filter((state) => query.states?.includes(state) ?? true);
  return (
    <section aria-label="Patches" className="flex flex-1 flex-col">
      <FindingTabs
        all="Needed attention"
        allCount={all}
        counts={counts}
        states={shown.length === findingStates.length ? null : shown}
        hrefOf={(states) => hrefOf({ ...query, states: states ?? findingStates, page: 1 })}
      />
      {items.length === 0 ? (
        <Nothing total={total} all={all} day={day} firstHref={hrefOf({ ...query, page: 1 })} />
      ) : (
        <>
          <TableFrame
            caption={`Patches that needed attention on ${absoluteDay(day)}`}
            fitsFrom="lg"
          >
            <HeadRow>
              {heads.map((label) => (
                <HeadCell key={label} label={label} right={label === "First seen"} />
              ))}
            </HeadRow>
            <tbody className="max-sm:block">
              {items.map((patch) => (
                <Row key={patch.kbId} patch={patch} node={node} day={day} />
              ))}
            </tbody>
          </TableFrame>
          <TableFoot
            page={page}
            size={size}
            total={total}
            order={sortWords(query.sort, patchSortPhrases)}
            sizes={total > pageSizes[0] ? pageSizes : []}
            hrefOf={(part) => hrefOf({ ...query, ...part })}
          />
        </>
      )}
    </section>
  );
}

interface NothingProps {
  readonly total: number;
  readonly all: number;
  readonly day: string;
  readonly firstHref: string;
}

function Nothing({ total, all, day, firstHref }: NothingProps) {
  if (total > 0) return <NoSuchPage firstHref={firstHref} />;
  return (
    <EmptyNote
      title={
        all > 0
          ? "Nothing of that day is as the link asks"
          : `No patch is known to have needed attention on ${absoluteDay(day)}`
      }
    >
      <p>Of other days than today only what needed attention is kept.</p>
    </EmptyNote>
  );
}
