import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { TableFrame } from "@/components/ui/table-frame";
import { patchGroupHeads } from "./patch-group-columns";

/** The list of patch groups before its first rows. */
export function PatchGroupsLoading() {
  return (
    <section aria-label="Patch groups" aria-busy="true">
      <header className="flex min-h-14.75 items-center px-gutter">
        <h1 className="text-xl font-semibold">Patch groups</h1>
      </header>
      <div className="h-10.5 border-b border-line" />
      <div className="h-12 border-b border-line" />
      <TableFrame caption="Patch groups, being read" fitsFrom="xl">
        <HeadRow>
          {patchGroupHeads.map(({ label, right }) => (
            <HeadCell key={label} label={label} right={right} />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
          <SkeletonRows
            rows={12}
            columns={patchGroupHeads.map(({ label, right }) => ({
              name: label,
              width: right ? 40 : 75,
            }))}
          />
        </tbody>
      </TableFrame>
    </section>
  );
}
