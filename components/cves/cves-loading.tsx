import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { SkeletonRows } from "@/components/ui/skeleton-rows";
import { TableFrame } from "@/components/ui/table-frame";
import { cveHeads } from "./cve-columns";

/** The list of CVEs before its first rows. */
export function CvesLoading() {
  return (
    <section aria-label="CVEs" aria-busy="true">
      <header className="flex min-h-14.75 items-center px-gutter">
        <h1 className="text-xl font-semibold">CVEs</h1>
      </header>
      <div className="h-12 border-y border-line" />
      <TableFrame caption="CVEs, being read" fitsFrom="lg">
        <HeadRow>
          {cveHeads.map(({ label, right }) => (
            <HeadCell key={label} label={label} right={right} />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
          <SkeletonRows
            rows={12}
            columns={cveHeads.map(({ label }) => ({ name: label, width: 60 }))}
          />
        </tbody>
      </TableFrame>
    </section>
  );
}
