import { baselineHeads } from "./baseline-columns";
import { TableLoading } from "./table-loading";

/** The list of baselines before its first rows. */
export function BaselinesLoading() {
  return (
    <section aria-label="Baselines" aria-busy="true">
      <header className="px-gutter pt-4 pb-3">
        <h1 className="text-xl font-semibold">Baselines</h1>
      </header>
      <TableLoading caption="Patch baselines, being read" heads={baselineHeads} />
    </section>
  );
}
