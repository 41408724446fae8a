import type { ReactNode } from "react";
import { deadlineText, dueDayWords, dueWords } from "@/components/badges/deadline-words";
import { patchStateWords } from "@/components/badges/patch-state-words";
import { SeverityMark } from "@/components/badges/severity-mark";
import { StateGlyph } from "@/components/badges/state-glyph";
import { CommandLine } from "@/components/ui/command-line";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { absoluteTime } from "@/components/ui/relative-time";
import { patchPage } from "@/lib/api/addresses";
import type { PatchItem } from "@/lib/api/node-patches.schema";
import { describeInstancePatchesCommand } from "@/lib/domain/aws-cli";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { isFindingState } from "@/lib/domain/patch-state";
import { reportsPriority } from "@/lib/domain/severity";
import type { Source } from "@/lib/domain/source";
import { classificationWords } from "./classification-words";
import { CveList } from "./cve-list";
import { kbUrl } from "./cve-words";
import { whyDue, whyNoDeadline } from "./due-words";

export interface PatchDetailsProps {
  readonly source: Source;
  readonly instanceId: string;
  readonly operatingSystem: OperatingSystem | null;
  readonly patch: PatchItem;
  /** The day of UTC on which the page was written. */
  readonly today: string;
  /** The address of the page with this panel open. */
  readonly href: string;
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-subtle">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

/** The due day, and what it counts from. */
function Due({ patch, today }: Pick<PatchDetailsProps, "patch" | "today">) {
  const { dueOn } = patch;
  if (dueOn === null) return <span className="text-subtle">{whyNoDeadline(patch)}</span>;
  return (
    <>
      <b className={deadlineText[patch.deadline]}>{dueWords(dueOn, today)}</b>
      <span className="block text-muted">
        {dueDayWords(dueOn)}: {whyDue(patch).why}
      </span>
    </>
  );
}

/** Everything AWS says of one patch on this node, and how to ask AWS oneself. */
export function PatchDetails({
  source,
  instanceId,
  operatingSystem,
  patch,
  today,
  href,
}: PatchDetailsProps) {
  const { label, meaning } = patchStateWords(patch.state);
  const vendor = kbUrl(patch.kbId);
  const sectionClass = "border-b border-line px-5 py-4 last:border-b-0";
  return (
    <>
      <div className={`${sectionClass} flex gap-2.5`}>
        <span className="mt-0.75">
          <StateGlyph state={patch.state} />
        </span>
        <div>
          <p className="font-semibold">{label}</p>
          <p className="mt-0.5 text-muted">{meaning}</p>
        </div>
      </div>
      <dl className={`${sectionClass} grid grid-cols-[7.25rem_minmax(0,1fr)] gap-x-3 gap-y-1.5`}>
        <Row label={reportsPriority(operatingSystem) ? "Priority" : "Severity"}>
          <SeverityMark severity={patch.severity} operatingSystem={operatingSystem} />
        </Row>
        <Row label="Classification">
          {patch.classification === null || patch.classification.trim() === "" ? (
            <span className="text-subtle">Not reported</span>
          ) : (
            classificationWords(patch.classification)
          )}
        </Row>
        {patch.firstSeen === null ? null : (
          <Row label="First seen">
            {absoluteTime(patch.firstSeen)}
            <span className="block text-muted">
              When Patchboard first read it as needing attention; it may have before.
            </span>
          </Row>
        )}
        <Row label="CVEs">
          <CveList cveIds={patch.cveIds} state={patch.state} operatingSystem={operatingSystem} />
        </Row>
        {isFindingState(patch.state) ? (
          <Row label="Due">
            <Due patch={patch} today={today} />
          </Row>
        ) : null}
        <Row label="Installed">
          {patch.installedTime === null ? "–" : absoluteTime(patch.installedTime)}
        </Row>
        <Row label="Other nodes">
          <a
            className="-my-0.5 inline-flex min-h-6 items-center text-accent"
            href={patchPage(operatingSystem, patch.kbId)}
          >
            Nodes that need {patch.kbId}
          </a>
        </Row>
        {vendor === null ? null : (
          <Row label="Vendor">
            <a
              className="-my-0.5 inline-flex min-h-6 items-center gap-1.5 text-accent"
              href={vendor}
              target="_blank"
              rel="noopener noreferrer"
            >
              support.microsoft.com
              <Icon name="out" className="size-3" />
            </a>
          </Row>
        )}
      </dl>
      <div className={sectionClass}>
        <h3 className="text-xs font-medium text-subtle">Check it yourself</h3>
        <div className="mt-2">
          <CommandLine
            command={describeInstancePatchesCommand(source, instanceId, { kbIds: [patch.kbId] })}
          />
        </div>
        <CopyButton
          look="button"
          icon="link"
          label="Copy link to this patch"
          text={() => new URL(href, window.location.origin).href}
          className="mt-3"
        />
      </div>
    </>
  );
}
