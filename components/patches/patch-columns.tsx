import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { DueMark } from "@/components/badges/due-mark";
import { PatchStateMark } from "@/components/badges/patch-state-mark";
import { SeverityMark } from "@/components/badges/severity-mark";
import { TimeAgo } from "@/components/ui/time-ago";
import { absoluteDay } from "@/components/ui/relative-time";
import type { PatchItem } from "@/lib/api/node-patches.schema";
import type { PatchColumn } from "@/lib/api/node-patches-query";
import type { SortPhrase } from "@/lib/browser/sort-words";
import { reportsPriority } from "@/lib/domain/severity";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { classificationWords } from "./classification-words";
import { whyNoCves } from "./cve-words";
import { whyDue, whyNoDeadline } from "./due-words";
import { patchRowId } from "./patch-row-id";

/** The server sorts, filters and pages: the table itself only lays out. */
export const patchTableFeatures = tableFeatures({});

/** A row, and the address of the page with its panel open. */
export interface PatchRow extends PatchItem {
  readonly href: string;
  /** The server's clock when it wrote the page. */
  readonly nowMs: number;
}

const helper = createColumnHelper<typeof patchTableFeatures, PatchRow>();

function Blank({ why }: { why: string }) {
  return (
    <span className="text-faint" title={why}>
      Not reported
    </span>
  );
}

function CveCell({
  patch,
  operatingSystem,
}: {
  patch: PatchItem;
  operatingSystem: OperatingSystem | null;
}) {
  const [first, ...rest] = patch.cveIds;
  if (first === undefined) return <Blank why={whyNoCves(patch.state, operatingSystem)} />;
  return (
    <span title={patch.cveIds.slice(0, 30).join(", ")}>
      <span className="code">{first}</span>
      {rest.length === 0 ? null : <span className="text-subtle tabular-nums"> +{rest.length}</span>}
    </span>
  );
}

/**
 * The columns of a node's patch list; their ids are the words of `sort=`. They must stay the same objects while the view
 * changes: the table draws each cell as a component of its column, and another one would take the focus from its links.
 */
export function patchTableColumns(operatingSystem: OperatingSystem | null, today: string) {
  return helper.columns([
    helper.display({
      id: "state",
      header: "State",
      cell: ({ row }) => <PatchStateMark state={row.original.state} />,
    }),
    helper.display({
      id: "kb-id",
      header: operatingSystem === "WINDOWS" ? "KB" : "Package",
      cell: ({ row: { original: patch } }) => (
        <a
          id={patchRowId(patch)}
          href={patch.href}
          className="code inline-flex min-h-6 items-center max-sm:wrap-anywhere max-sm:whitespace-normal"
        >
          {patch.kbId}
          {patch.occurrence > 1 ? (
            <span className="text-subtle">&nbsp;({patch.occurrence})</span>
          ) : null}
        </a>
      ),
    }),
    helper.display({
      id: "title",
      header: "Title",
      cell: ({ row: { original: patch } }) =>
        patch.title === null ? (
          <Blank why="AWS reports no title for this patch" />
        ) : (
          <span
            title={patch.title}
            className="wrap-anywhere sm:line-clamp-2 sm:leading-4 sm:in-data-[density=compact]:line-clamp-1"
          >
            {patch.title}
          </span>
        ),
    }),
    helper.display({
      id: "severity",
      header: reportsPriority(operatingSystem) ? "Priority" : "Severity",
      cell: ({ row }) => (
        <SeverityMark severity={row.original.severity} operatingSystem={operatingSystem} />
      ),
    }),
    helper.display({
      id: "classification",
      header: "Classification",
      cell: ({ row: { original: patch } }) =>
        patch.classification === null || patch.classification.trim() === "" ? (
          <Blank why="AWS reports no classification for this patch" />
        ) : (
          <span title={patch.classification}>{classificationWords(patch.classification)}</span>
        ),
    }),
    helper.display({
      id: "first-seen",
      header: "First seen",
      cell: ({ row: { original: patch } }) =>
        patch.firstSeen === null ? (
          <span className="text-faint">–</span>
        ) : (
          <TimeAgo time={patch.firstSeen} nowMs={patch.nowMs} />
        ),
    }),
    helper.display({
      id: "cves",
      header: "CVEs",
      cell: ({ row }) => <CveCell patch={row.original} operatingSystem={operatingSystem} />,
    }),
    helper.display({
      id: "deadline",
      header: "Due",
      cell: ({ row: { original: patch } }) => (
        <DueMark
          dueOn={patch.dueOn}
          today={today}
          {...whyDue(patch)}
          whyNone={whyNoDeadline(patch)}
        />
      ),
    }),
    helper.display({
      id: "installed-time",
      header: "Installed",
      cell: ({ row: { original: patch } }) =>
        patch.installedTime === null ? (
          <span className="text-faint">–</span>
        ) : (
          <time dateTime={patch.installedTime}>{absoluteDay(patch.installedTime)}</time>
        ),
    }),
  ]);
}

/** Columns of numbers and times start with the most and the newest. */
export const descendingFirst: Record<PatchColumn, boolean> = {
  state: false,
  "kb-id": false,
  title: false,
  severity: false,
  classification: false,
  "first-seen": false,
  cves: true,
  deadline: false,
  "installed-time": true,
};

export const patchSortPhrases: Record<PatchColumn, SortPhrase> = {
  state: { name: "state" },
  "kb-id": { name: "KB or package" },
  title: { name: "title" },
  severity: { name: "severity" },
  classification: { name: "classification" },
  "first-seen": { name: "first seen", ascending: "oldest first", descending: "newest first" },
  cves: { name: "CVEs", ascending: "fewest first", descending: "most first" },
  deadline: { name: "due", ascending: "first due first", descending: "last due first" },
  "installed-time": { name: "installed", ascending: "oldest first", descending: "newest first" },
};
