import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { TableFrame } from "@/components/ui/table-frame";
import { patchListHeads } from "./patch-list-columns";

/** The list of patches before its first rows. */
export function PatchesLoading() {
  return (
    <section aria-label="Patches" aria-busy="true">
      <header className="flex min-h-14.75 items-center px-gutter">
        <h1 className="text-xl font-semibold">Patches</h1>
      </header>
      <div className="h-10.5 border-b border-line" />
      <div className="h-12 border-b border-line" />
      <TableFrame caption="Patches, being read" fitsFrom="xl">
        <HeadRow>
          {patchListHeads.map(({ label, right }) => (
            <HeadCell key={label} label={label} right={right} />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
          <SkeletonRows
            rows={12}
            columns={patchListHeads.map(({ label, right }) => ({
              name: label,
              width: right ? 40 : 75,
            }))}
          />
        </tbody>
      </TableFrame>
    </section>
  );
}
