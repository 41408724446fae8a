import { StateGlyph } from "@/components/badges/state-glyph";
import { classNames } from "@/components/ui/class-names";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/components/ui/number-format";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import {
  approvedPatchesSentences,
  mostListedPatches,
  rejectedPatchesSentences,
} from "@/lib/domain/baseline-effects";
import { complianceLevelLabel } from "@/lib/domain/patch-baseline";
import type { Sentence } from "@/lib/domain/sentence";
import { Fact } from "@/components/ui/fact";
import { SectionHeading } from "@/components/ui/section-heading";
import { SentenceWords } from "./sentence-words";

interface NamedPatch {
  readonly entry: string;
  readonly list: "approved" | "rejected";
  readonly effect: string;
}

const rejectedActions: Record<string, string> = {
  BLOCK: "Block",
  ALLOW_AS_DEPENDENCY: "Allow as dependency",
};

const rejectedEffects: Record<string, string> = {
  BLOCK: "Blocked, also as a dependency",
  ALLOW_AS_DEPENDENCY: "Allowed only as a dependency",
};

const factsClass = "grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-3";

function countedWords(count: number): string {
  return count === 0 ? "None" : `${formatCount(count)} of at most ${mostListedPatches}`;
}

function yesOrNo(value: boolean | null): string {
  if (value === null) return "Not set";
  return value ? "Yes" : "No";
}

function entriesOf(baseline: BaselineDetail): readonly NamedPatch[] {
  const { approvedPatches, rejectedPatches, rejectedPatchesAction: action } = baseline;
  const level = baseline.approvedPatchesComplianceLevel;
  const approved =
    level === null ? "Approved at once" : `Approved at once, level ${complianceLevelLabel(level)}`;
  const rejected = action === null ? "–" : (rejectedEffects[action] ?? action);
  return [
    ...approvedPatches.map((entry) => ({
      entry,
      list: "approved" as const,
      effect: rejectedPatches.includes(entry) ? "Nothing: the rejected list has it too" : approved,
    })),
    ...rejectedPatches.map((entry) => ({ entry, list: "rejected" as const, effect: rejected })),
  ];
}

function Effects({ sentences }: { sentences: readonly Sentence[] }) {
  if (sentences.length === 0) return null;
  return (
    <p className="max-w-160 text-pretty text-muted">
      {sentences.map((sentence, at) => (
        <span key={sentence.map(({ text }) => text).join("")}>
          {at === 0 ? "" : " "}
          <SentenceWords sentence={sentence} />
        </span>
      ))}
    </p>
  );
}

function EntryRow({ patch: { entry, list, effect } }: { patch: NamedPatch }) {
  return (
    <tr className={rowClass}>
      <td className={classNames(cellClass, "whitespace-normal! wrap-anywhere max-sm:w-full")}>
        <span className="code">{entry}</span>
        {entry.includes("*") ? (
          <>
            {" "}
            <span className="ml-1 rounded-sm bg-surface-2 px-1.5 text-2xs leading-4.5 font-medium text-muted">
              pattern
            </span>
          </>
        ) : null}
      </td>
      <td className={classNames(cellClass, secondLineClass)}>
        <span className="flex w-fit items-center gap-1.75">
          {list === "approved" ? (
            <Icon name="check" className="size-3.5 text-st-installed" />
          ) : (
            <StateGlyph state="InstalledRejected" />
          )}
          {list === "approved" ? "Approved" : "Rejected"}
        </span>
      </td>
      <td className={classNames(cellClass, secondLineClass, "text-muted")}>{effect}</td>
    </tr>
  );
}

/** The patches that a baseline names itself, approved and rejected, and what becomes of each. */
export function NamedPatches({ baseline }: { baseline: BaselineDetail }) {
  const { approvedPatches, rejectedPatches, rejectedPatchesAction: action } = baseline;
  const level = baseline.approvedPatchesComplianceLevel;
  const entries = entriesOf(baseline);
  return (
    <section className="border-t border-line">
      <SectionHeading title="Approved and rejected by name" />
      <div className="grid gap-2 px-gutter pb-4">
        <dl className={factsClass}>
          <Fact label="Approved patches">{countedWords(approvedPatches.length)}</Fact>
          <Fact label="Their compliance level">
            {level === null ? "Not set" : complianceLevelLabel(level)}
          </Fact>
          <Fact label="Include non-security updates">
            {yesOrNo(baseline.approvedPatchesEnableNonSecurity)}
          </Fact>
        </dl>
        <Effects sentences={approvedPatchesSentences(baseline)} />
      </div>
      <div className="grid gap-2 px-gutter pb-4">
        <dl className={factsClass}>
          <Fact label="Rejected patches">{countedWords(rejectedPatches.length)}</Fact>
          <Fact label="Action on rejected">
            {action === null ? "Not set" : (rejectedActions[action] ?? action)}
          </Fact>
        </dl>
        <Effects sentences={rejectedPatchesSentences(baseline)} />
      </div>
      {entries.length === 0 ? null : (
        <TableFrame caption="Patches approved and rejected by name" fitsFrom="lg">
          <HeadRow>
            <HeadCell label="Entry" />
            <HeadCell label="List" className="w-28" />
            <HeadCell label="What it does" />
          </HeadRow>
          <tbody className="max-sm:block">
            {entries.map((patch) => (
              <EntryRow key={`${patch.list} ${patch.entry}`} patch={patch} />
            ))}
          </tbody>
        </TableFrame>
      )}
    </section>
  );
}
