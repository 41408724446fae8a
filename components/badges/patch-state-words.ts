import { knownPatchState, type KnownPatchState, type PatchState } from "@/lib/domain/patch-state";

interface StateWords {
  readonly label: string;
  /** For tabs and narrow places. */
  readonly short: string;
  /** What the state means, in one sentence. */
  readonly meaning: string;
}

const words: Record<KnownPatchState, StateWords> = {
  Failed: {
    label: "Failed",
    short: "Failed",
    meaning:
      "Approved by the baseline, but the last install attempt failed. The output of the Run Command says why.",
  },
  Missing: {
    label: "Missing",
    short: "Missing",
    meaning: "Approved by the baseline and applicable, but not installed.",
  },
  InstalledPendingReboot: {
    label: "Pending reboot",
    short: "Reboot",
    meaning: "Installed by Patch Manager; the node has not rebooted since.",
  },
  InstalledRejected: {
    label: "Installed, rejected",
    short: "Rejected",
    meaning: "Installed, but now on the baseline's rejected list.",
  },
  AvailableSecurityUpdate: {
    label: "Security update",
    short: "Security update",
    meaning:
      "A security update that is available but not yet approved by the baseline, for example still inside the approval delay.",
  },
  Installed: {
    label: "Installed",
    short: "Installed",
    meaning: "In the baseline and installed.",
  },
  InstalledOther: {
    label: "Installed, other",
    short: "Other",
    meaning:
      "Installed, but not in the baseline or not approved by it. AWS reports no title, classification or severity for this state.",
  },
  NotApplicable: {
    label: "Not applicable",
    short: "Not applicable",
    meaning: "Approved, but the feature it patches isn't present or a later update replaces it.",
  },
};

/** A state in our words; one that this version does not know keeps AWS's. */
export function patchStateWords(state: PatchState): StateWords {
  const known = knownPatchState(state);
  if (known !== null) return words[known];
  return {
    label: state,
    short: state,
    meaning: "A state that this version of Patchboard doesn't know.",
  };
}
