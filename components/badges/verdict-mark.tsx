import { classNames } from "@/components/ui/class-names";
import type { UnknownReason, Verdict } from "@/lib/domain/verdict";
import { VerdictGlyph } from "./verdict-glyph";

export const verdictWords: Record<Verdict, string> = {
  nonCompliant: "Non-compliant",
  unknown: "Unknown",
  compliant: "Compliant",
};

export const reasonWords: Record<UnknownReason, string> = {
  neverScanned: "Never scanned",
  associationOnly: "Scanned by association only",
  couldNotBeRead: "Could not be read",
};

const colours: Record<Verdict, string> = {
  nonCompliant: "text-node-noncompliant",
  unknown: "text-node-unknown",
  compliant: "text-node-compliant",
};

const tints: Record<Verdict, string> = {
  nonCompliant: "bg-node-noncompliant-tint text-node-noncompliant-text",
  unknown: "bg-node-unknown-tint text-node-unknown-text",
  compliant: "bg-node-compliant-tint text-node-compliant-text",
};

interface VerdictProps {
  readonly verdict: Verdict;
  /** Why nothing is known; null unless the verdict is unknown. */
  readonly reason: UnknownReason | null;
}

/** A node's verdict in a row: sign and word. */
export function VerdictMark({ verdict, reason }: VerdictProps) {
  return (
    <span className="mark" title={reason === null ? undefined : reasonWords[reason]}>
      <VerdictGlyph verdict={verdict} className={colours[verdict]} />
      {verdictWords[verdict]}
    </span>
  );
}

/** A node's verdict beside its name: once a page. */
export function VerdictPill({ verdict, reason }: VerdictProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-5.5 items-center gap-1.25 rounded-full pr-2 pl-1.5 text-xs font-medium whitespace-nowrap",
        tints[verdict],
      )}
    >
      <VerdictGlyph verdict={verdict} className="size-3.25 flex-none" />
      {verdictWords[verdict]}
      {reason === null ? null : `: ${reasonWords[reason].toLowerCase()}`}
    </span>
  );
}
