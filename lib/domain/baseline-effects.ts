import { nonSecuritySentence } from "@/lib/domain/approval-rule-sentence";
import { complianceLevelLabel, type PatchBaseline } from "@/lib/domain/patch-baseline";
import { filterClauses } from "@/lib/domain/patch-filter-words";
import { listed, plain, strong, type Sentence } from "@/lib/domain/sentence";

/** The limits AWS sets to a baseline, for "3 of at most 50" (service model, CreatePatchBaseline). */
export const mostListedPatches = 50;
export const mostPatchSources = 20;

/** What the global filters leave of all patches; null where there are none. */
export function globalFiltersSentence(
  baseline: Pick<PatchBaseline, "globalFilters">,
): Sentence | null {
  const { patchFilters } = baseline.globalFilters;
  if (patchFilters.length === 0) return null;
  return [
    plain("Only patches "),
    ...filterClauses(patchFilters),
    plain(" are considered. Everything else is ignored, also by name."),
  ];
}

/** What the list of approved patches does; empty where it is. */
export function approvedPatchesSentences(baseline: PatchBaseline): readonly Sentence[] {
  const { approvedPatches, rejectedPatches, approvedPatchesComplianceLevel: level } = baseline;
  if (approvedPatches.length === 0) return [];
  const both = approvedPatches.filter((patch) => rejectedPatches.includes(patch));
  const nonSecurity = nonSecuritySentence(
    baseline.approvedPatchesEnableNonSecurity,
    baseline.operatingSystem,
  );
  return [
    [strong("Approved"), plain(" by name and at once, whatever the rules say.")],
    ...(level === null
      ? []
      : [
          [
            plain("Missing ones are reported at compliance level "),
            strong(complianceLevelLabel(level)),
            plain("."),
          ],
        ]),
    ...(nonSecurity === null ? [] : [nonSecurity]),
    ...(both.length === 0
      ? []
      : [[plain("On both lists, so rejected: "), ...listed(both), plain(".")]]),
  ];
}

/** What the list of rejected patches does; empty where it is. */
export function rejectedPatchesSentences(baseline: PatchBaseline): readonly Sentence[] {
  if (baseline.rejectedPatches.length === 0) return [];
  const action = baseline.rejectedPatchesAction;
  const windows = baseline.operatingSystem === "WINDOWS";
  if (action === "BLOCK") {
    return [
      [strong("Blocked"), plain(": never installed, nor is anything that needs them.")],
      [
        plain(
          "Where one is installed already, or gets installed by other means, the node is non-compliant and the patch is ",
        ),
        strong("Installed, rejected"),
        plain("."),
      ],
    ];
  }
  if (action === "ALLOW_AS_DEPENDENCY") {
    return [
      windows
        ? [
            strong("Allowed as dependency"),
            plain(": Windows knows no dependencies, so those not installed yet are skipped."),
          ]
        : [
            strong("Allowed as dependency"),
            plain(": installed only where another package needs them."),
          ],
      [
        plain("Where one is installed it counts as "),
        strong("Installed, other"),
        plain(", which is compliant."),
      ],
    ];
  }
  return [
    action === null
      ? [plain("AWS does not say what happens to them.")]
      : [
          plain("What happens to them: "),
          strong(action),
          plain(", a word this version does not know."),
        ],
  ];
}

/** What security updates count as that are available and not approved: a matter of Windows; null elsewhere. */
export function availableSecurityUpdatesSentence(baseline: PatchBaseline): Sentence | null {
  const status = baseline.availableSecurityUpdatesComplianceStatus;
  const subject = "Security updates that are available but not approved ";
  switch (status) {
    case "COMPLIANT":
      return [plain(`${subject}count as `), strong("compliant"), plain(".")];
    case "NON_COMPLIANT":
      return [plain(`${subject}count as `), strong("non-compliant"), plain(".")];
    case null:
      if (baseline.operatingSystem !== "WINDOWS") return null;
      return [
        plain(
          `The baseline does not say what security updates count as that are available but not approved: `,
        ),
        strong("compliant"),
        plain(", as AWS has it."),
      ];
    default:
      return [plain(`${subject}count as `), strong(status), plain(".")];
  }
}

/** True for a baseline under which no patch is ever approved, so that nodes look compliant and get nothing. */
export function approvesNothing(
  baseline: Pick<PatchBaseline, "approvalRules" | "approvedPatches">,
): boolean {
  return baseline.approvalRules.patchRules.length === 0 && baseline.approvedPatches.length === 0;
}
