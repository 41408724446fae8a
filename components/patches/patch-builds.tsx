import { SeverityMark } from "@/components/badges/severity-mark";
import { classNames } from "@/components/ui/class-names";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { formatCount } from "@/components/ui/number-format";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { cvePage } from "@/lib/api/addresses";
import type { PatchBuild, PatchDetail } from "@/lib/api/patch.schema";
import { reportsCveIds, type OperatingSystem } from "@/lib/domain/operating-system";
import { classificationWords } from "./classification-words";

const heads = [
  { label: "Build" },
  { label: "Severity" },
  { label: "Classification" },
  { label: "CVEs" },
  { label: "Missing", right: true },
  { label: "Failed", right: true },
  { label: "Reboot", right: true },
  { label: "Nodes", right: true },
];

/** As many as fit a line. */
const shownCves = 2;

function Cves({
  cveIds,
  operatingSystem,
}: {
  cveIds: readonly string[];
  operatingSystem: OperatingSystem | null;
}) {
  if (cveIds.length === 0) {
    return (
      <span className="text-faint">
        <span className="sm:hidden">CVEs: </span>
        {reportsCveIds(operatingSystem) ? "None named" : "Not reported"}
      </span>
    );
  }
  const links = (from: number, to?: number) =>
    cveIds.slice(from, to).map((cveId) => (
      <a key={cveId} className="code inline-flex min-h-6 items-center" href={cvePage(cveId)}>
        {cveId}
      </a>
    ));
  const rest = cveIds.length - shownCves;
  return (
    <span className="flex flex-wrap gap-x-3">
      {links(0, shownCves)}
      {rest <= 0 ? null : (
        <details className="max-w-full">
          <summary className="inline-flex min-h-6 items-center text-xs text-accent">
            {formatCount(rest)} more
          </summary>
          <span className="flex flex-wrap gap-x-3">{links(shownCves)}</span>
        </details>
      )}
    </span>
  );
}

function Count({ count, unit }: { count: number; unit: string }) {
  if (count === 0) return <td className={`${cellClass} t-zero`}>0</td>;
  return (
    <td className={classNames(cellClass, secondLineClass, "t-number")}>
      {formatCount(count)}
      <span className="t-unit">{`\u00a0${unit}`}</span>
    </td>
  );
}

function Build({
  build,
  operatingSystem,
}: {
  build: PatchBuild;
  operatingSystem: OperatingSystem | null;
}) {
  const { title, severity, classification, cveIds, nodes, nodesAffected } = build;
  return (
    <tr className={rowClass}>
      <td
        className={classNames(
          cellClass,
          "whitespace-normal! wrap-anywhere max-sm:basis-full sm:max-w-100 sm:min-w-52",
        )}
      >
        {title === null || title.trim() === "" ? (
          <span className="text-faint">No title reported</span>
        ) : (
          title
        )}
      </td>
      <td className={classNames(cellClass, secondLineClass)}>
        <SeverityMark severity={severity} operatingSystem={operatingSystem} />
      </td>
      <td className={`${cellClass} t-wide text-muted`}>
        {classification === null || classification.trim() === "" ? (
          <span className="text-faint">Not reported</span>
        ) : (
          classificationWords(classification)
        )}
      </td>
      <td className={classNames(cellClass, "whitespace-normal! max-sm:order-3 max-sm:basis-full")}>
        <Cves cveIds={cveIds} operatingSystem={operatingSystem} />
      </td>
      <Count count={nodes.missing} unit="missing" />
      <Count count={nodes.failed} unit="failed" />
      <Count count={nodes.installedPendingReboot} unit="to reboot" />
      <Count count={nodesAffected} unit="in all" />
    </tr>
  );
}

/** What SSM says of the patch, build by build: on Linux a KB id is a package, and nodes lack different builds of it. */
export function PatchBuilds({ patch }: { patch: PatchDetail }) {
  if (patch.builds.length === 0) return null;
  return (
    <section aria-labelledby="builds" className="border-b border-line">
      <h2 id="builds" className="px-gutter pt-4 pb-1 font-semibold">
        Builds{" "}
        <span className="ml-1 text-xs font-normal text-subtle">
          {patch.builds.length === 1
            ? "one, as SSM describes it"
            : "that nodes lack, each as SSM describes it"}
        </span>
      </h2>
      <TableFrame caption="Builds of this patch" fitsFrom="lg">
        <HeadRow>
          {heads.map(({ label, right }) => (
            <HeadCell key={label} label={label} right={right} />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
          {patch.builds.map((build) => (
            <Build
              key={JSON.stringify([
                build.title,
                build.severity,
                build.classification,
                build.cveIds,
              ])}
              build={build}
              operatingSystem={patch.operatingSystem}
            />
          ))}
        </tbody>
      </TableFrame>
    </section>
  );
}
