import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { knownPatchState, type KnownPatchState, type PatchState } from "@/lib/domain/patch-state";

const cut = {
  className: "stroke-surface",
  strokeWidth: 1.7,
  strokeLinecap: "round",
  fill: "none",
} as const;

/** Each state has its own silhouette: told apart in greyscale, and by who sees no red. */
const drawings: Record<KnownPatchState, { readonly colour: string; readonly drawing: ReactNode }> =
  {
    Failed: {
      colour: "text-st-failed",
      drawing: (
        <>
          <path fill="currentColor" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />
          <path {...cut} d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5" />
        </>
      ),
    },
    Missing: {
      colour: "text-st-missing",
      drawing: (
        <>
          <path
            fill="currentColor"
            d="M6.9 1.9a1.3 1.3 0 0 1 2.2 0l6.1 10.6A1.3 1.3 0 0 1 14.1 14.5H1.9A1.3 1.3 0 0 1 .8 12.5z"
          />
          <path {...cut} d="M8 6v3.4M8 11.9h.01" />
        </>
      ),
    },
    InstalledPendingReboot: {
      colour: "text-st-pending-reboot",
      drawing: (
        <>
          <path
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            d="M13.7 8A5.7 5.7 0 1 1 11.6 3.6"
          />
          <path fill="currentColor" d="M9.6.6 14.5 2l-2.6 4.3z" />
        </>
      ),
    },
    InstalledRejected: {
      colour: "text-st-rejected",
      drawing: (
        <>
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
          <path stroke="currentColor" strokeWidth="2" d="m3.9 3.9 8.2 8.2" />
        </>
      ),
    },
    AvailableSecurityUpdate: {
      colour: "text-st-avail-sec",
      drawing: (
        <>
          <path
            fill="currentColor"
            d="M8 .9 14.3 3.2v4.9c0 3.5-2.5 5.9-6.3 7.1C4.2 14 1.7 11.6 1.7 8.1V3.2z"
          />
          <path {...cut} d="M8 4.7v5.6m-2.3-2.2L8 10.4l2.3-2.3" />
        </>
      ),
    },
    Installed: {
      colour: "text-st-installed",
      drawing: (
        <>
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path {...cut} d="m4.9 8.3 2.2 2.2 4-4.6" />
        </>
      ),
    },
    InstalledOther: {
      colour: "text-st-installed-other",
      drawing: (
        <g fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
          <circle cx="8" cy="8" r="6.2" />
          <path d="m5.3 8.3 1.9 1.9 3.5-4" />
        </g>
      ),
    },
    NotApplicable: {
      colour: "text-st-not-applicable",
      drawing: (
        <g fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
          <circle cx="8" cy="8" r="6.2" strokeDasharray="2.6 2.2" strokeLinecap="butt" />
          <path d="M5.5 8h5" />
        </g>
      ),
    },
  };

/** A state that AWS has added since this version was written. */
const unrecognised = {
  colour: "text-st-not-applicable",
  drawing: (
    <g fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
      <rect x="2" y="2" width="12" height="12" rx="2.5" />
      <path d="M6.4 6.5a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.8.5-.8 1M8 11.1h.01" />
    </g>
  ),
};

/** The sign of a patch state; `muted` for a tab that holds nothing. */
export function StateGlyph({ state, muted = false }: { state: PatchState; muted?: boolean }) {
  const known = knownPatchState(state);
  const { colour, drawing } = known === null ? unrecognised : drawings[known];
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={classNames("block size-3.5 flex-none", muted ? "text-line-control" : colour)}
    >
      {drawing}
    </svg>
  );
}
