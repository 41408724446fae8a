import type { Baseline } from "@/lib/emulator/baseline";

import { plain, rule } from "./plain-baseline";

const day = 86_400;

/** The names of the baselines that tests and stories ask for. No node uses one of them. */
export const labNames = {
  usesEverything: "every-option",
  approvesNothing: "lab-approves-nothing",
  approveAtOnce: "lab-windows-at-once",
  allowAsDependency: "lab-allow-as-dependency",
  longestName: "the-longest-name-that-a-patch-baseline-can-have.".repeat(3).slice(0, 128),
} as const;

/** Baselines at the edges of what Patch Manager allows; `now` in epoch seconds. */
export function labBaselines(now: number): Omit<Baseline, "BaselineId">[] {
  return [
    {
      ...plain(labNames.approvesNothing, "UBUNTU", now - 500 * day),
      Description: "Frozen: no rule, nothing approved by name",
      PatchGroups: ["Lab/frozen"],
    },
    {
      ...plain(labNames.approveAtOnce, "WINDOWS", now - 20 * day),
      ApprovalRules: {
        PatchRules: [
          rule("CRITICAL", 0, {
            CLASSIFICATION: ["SecurityUpdates", "CriticalUpdates"],
            MSRC_SEVERITY: ["*"],
          }),
        ],
      },
      RejectedPatches: ["KB5071203"],
      RejectedPatchesAction: "BLOCK",
      // The same group as that of the baseline that uses everything: one name, one baseline for each operating system.
      PatchGroups: ["Lab: all/options"],
    },
    {
      ...plain(labNames.allowAsDependency, "AMAZON_LINUX_2023", now - 45 * day),
      ApprovalRules: {
        PatchRules: [
          rule("HIGH", 7, { CLASSIFICATION: ["Security"], SEVERITY: ["Critical", "Important"] }),
        ],
      },
      ApprovedPatches: ["openssl.x86_64"],
      ApprovedPatchesComplianceLevel: "MEDIUM",
      RejectedPatches: ["openssl.x86_64", "docker*", "runc.x86_64"],
      RejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
      PatchGroups: ["Lab/dependencies"],
    },
    {
      ...plain(labNames.longestName, "SUSE", now - 8 * day),
      Description: "As long as a description can be. ".repeat(40).slice(0, 1_024),
      ApprovalRules: { PatchRules: [rule("LOW", 360, { CLASSIFICATION: ["*"], SEVERITY: ["*"] })] },
      PatchGroups: ["Lab/the longest patch group ".repeat(10).slice(0, 256)],
    },
  ];
}
