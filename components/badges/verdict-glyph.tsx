import type { ReactNode } from "react";
import { verdicts, type Verdict } from "@/lib/domain/verdict";

const cut = {
  strokeWidth: 1.7,
  strokeLinecap: "round",
  fill: "none",
  className: "stroke-[var(--cut,var(--color-surface))]",
} as const;

/** Shapes of their own, so that a node's verdict is never read as a patch's state. */
const drawings: Record<Verdict, ReactNode> = {
  nonCompliant: (
    <>
      <path
        fill="currentColor"
        d="M6.8 1.1a1.7 1.7 0 0 1 2.4 0l5.7 5.7a1.7 1.7 0 0 1 0 2.4l-5.7 5.7a1.7 1.7 0 0 1-2.4 0L1.1 9.2a1.7 1.7 0 0 1 0-2.4z"
      />
      <path {...cut} d="M8 4.7v3.9M8 11.2h.01" />
    </>
  ),
  compliant: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path {...cut} d="m4.9 8.3 2.2 2.2 4-4.6" />
    </>
  ),
  unknown: (
    <g fill="none" stroke="currentColor" strokeWidth="1.6">
      <circle cx="8" cy="8" r="6.2" strokeDasharray="2.6 2.2" />
      <path
        strokeLinecap="round"
        strokeWidth="1.5"
        d="M6.4 6.5a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.8.5-.8 1M8 11.1h.01"
      />
    </g>
  ),
};

/** The drawings, once a page: a list shows hundreds of them. */
export function VerdictGlyphs() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      {verdicts.map((verdict) => (
        <symbol key={verdict} id={`verdict-${verdict}`} viewBox="0 0 16 16">
          {drawings[verdict]}
        </symbol>
      ))}
    </svg>
  );
}

/** The sign of a node's verdict, in the colour of its surroundings. */
export function VerdictGlyph({ verdict, className }: { verdict: Verdict; className: string }) {
  return (
    <svg aria-hidden="true" className={className}>
      <use href={`#verdict-${verdict}`} />
    </svg>
  );
}
