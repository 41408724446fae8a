import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { TableFrame } from "@/components/ui/table-frame";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { columnClass, waitingColumns } from "./column-class";

const heads = [
  ["state", "State"],
  ["kb-id", "KB or package"],
  ["title", "Title"],
  ["severity", "Severity"],
  ["classification", "Classification"],
  ["first-seen", "First seen"],
  ["cves", "CVEs"],
  ["deadline", "Due"],
  ["installed-time", "Installed"],
] as const;

const tabWidths = [116, 64, 76, 72, 80, 124, 84, 72, 128] as const;

/** A node's patches before their first answer, of the geometry that they will have. */
export function PatchListSkeleton({
  operatingSystem,
}: {
  operatingSystem: OperatingSystem | null;
}) {
  return (
    <section aria-label="Patches" aria-busy="true">
      <div className="flex h-10.5 items-center gap-5.5 overflow-hidden border-b border-line px-gutter">
        {tabWidths.map((width) => (
          <span key={width} className="skeleton h-3 flex-none" style={{ width: `${width}px` }} />
        ))}
      </div>
      <div className="flex h-12 items-center gap-2 border-b border-line px-gutter max-sm:h-28">
        <span className="skeleton h-7.5 w-52" />
        <span className="skeleton h-7.5 w-24" />
        <span className="skeleton h-7.5 w-32 max-sm:hidden" />
      </div>
      <TableFrame caption="Patches of this node, being read" fitsFrom="lg">
        <HeadRow>
          {heads.map(([column, label]) => (
            <HeadCell key={column} label={label} className={columnClass(column, operatingSystem)} />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
          <SkeletonRows rows={14} columns={waitingColumns} />
        </tbody>
      </TableFrame>
    </section>
  );
}
