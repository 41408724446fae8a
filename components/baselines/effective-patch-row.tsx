import { SeverityMark } from "@/components/badges/severity-mark";
import { classNames } from "@/components/ui/class-names";
import { absoluteDay } from "@/components/ui/relative-time";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import type { EffectivePatchItem } from "@/lib/api/effective-patches.schema";
import { complianceLevelLabel } from "@/lib/domain/patch-baseline";
import { DeploymentStatusMark } from "./deployment-status-mark";
import { classificationWords, productWords } from "./update-words";

const quiet = classNames(cellClass, secondLineClass, "text-muted");

interface WordsProps {
  readonly text: string | null;
  readonly shown?: (text: string) => string;
  readonly className?: string;
}

function Words({ text, shown = (word) => word, className }: WordsProps) {
  if (text === null || text.trim() === "") {
    return <span className="text-faint">Not reported</span>;
  }
  return (
    <span title={text} className={className}>
      {shown(text)}
    </span>
  );
}

function Day({ time, label }: { time: string | null; label: string }) {
  return (
    <td className={classNames(quiet, "t-number", time === null && "text-faint! max-sm:hidden")}>
      {time === null ? (
        "–"
      ) : (
        <>
          <span className="sm:hidden">{label} </span>
          <time dateTime={time}>{absoluteDay(time)}</time>
        </>
      )}
    </td>
  );
}

function KbLink({ patch: { kbId, id, contentUrl } }: { patch: EffectivePatchItem }) {
  if (kbId === null) {
    return (
      <span className="text-faint" title={`AWS’s own ID: ${id}`}>
        No KB
      </span>
    );
  }
  if (contentUrl === null) return <span className="code">{kbId}</span>;
  return (
    <a
      className="code inline-flex min-h-6 items-center"
      href={contentUrl}
      target="_blank"
      rel="noopener noreferrer"
      title="Microsoft’s article"
    >
      {kbId}
    </a>
  );
}

/** One effective patch; an item of some lines on a narrow screen. */
export function EffectivePatchRow({ patch }: { patch: EffectivePatchItem }) {
  const { complianceLevel } = patch;
  return (
    <tr className={rowClass}>
      <td className={classNames(cellClass, secondLineClass)}>
        <KbLink patch={patch} />
      </td>
      <td
        className={classNames(
          cellClass,
          "whitespace-normal! max-sm:basis-full sm:w-full sm:max-w-0 sm:min-w-52",
        )}
      >
        <Words text={patch.title} className="leading-4 wrap-anywhere sm:line-clamp-2" />
      </td>
      <td className={classNames(quiet, "sm:max-w-40 sm:truncate")}>
        <Words text={patch.product} shown={productWords} />
      </td>
      <td className={classNames(quiet, "max-w-32 truncate max-sm:hidden")}>
        <Words text={patch.classification} shown={classificationWords} />
      </td>
      <td className={classNames(cellClass, secondLineClass)}>
        <SeverityMark severity={patch.severity} operatingSystem="WINDOWS" />
      </td>
      <td className={classNames(cellClass, secondLineClass)}>
        <DeploymentStatusMark status={patch.deploymentStatus} />
      </td>
      <td className={classNames(quiet, "max-sm:hidden")}>
        {complianceLevel === null ? (
          <span className="text-faint">–</span>
        ) : (
          complianceLevelLabel(complianceLevel)
        )}
      </td>
      <Day time={patch.approvalDate} label="approved" />
      <Day time={patch.releaseDate} label="released" />
    </tr>
  );
}
