import type { Baseline } from "@/lib/emulator/baseline";

import { everyMemberBaseline } from "./every-member-baseline";
import { labBaselines } from "./lab-baselines";
import { plain, rule } from "./plain-baseline";

const day = 86_400;
const securityWords = ["Critical", "Important"];

/** An account's own baselines, without their ids; `now` in epoch seconds. */
export function ownBaselines(now: number): Omit<Baseline, "BaselineId">[] {
  return [
    windows2022(now),
    {
      ...plain("prod-windows-servers", "WINDOWS", now - 240 * day),
      Description: "All other Windows servers",
      ApprovalRules: {
        PatchRules: [
          rule("CRITICAL", 7, {
            CLASSIFICATION: ["SecurityUpdates", "CriticalUpdates"],
            MSRC_SEVERITY: securityWords,
          }),
          rule("LOW", 14, { CLASSIFICATION: ["UpdateRollups", "DefinitionUpdates"] }),
        ],
      },
      RejectedPatches: ["KB5071203"],
      RejectedPatchesAction: "BLOCK",
      PatchGroups: ["Payments/SQL", "Corp/RDS", "Stores"],
      AvailableSecurityUpdatesComplianceStatus: "COMPLIANT",
    },
    {
      ...plain("corp-domain-controllers", "WINDOWS", now - 95 * day),
      Description: "Any security update counts, approved or not",
      ApprovalRules: {
        PatchRules: [
          rule("CRITICAL", 5, {
            CLASSIFICATION: ["SecurityUpdates", "CriticalUpdates"],
            MSRC_SEVERITY: ["*"],
          }),
        ],
      },
      PatchGroups: ["Corp/AD"],
      AvailableSecurityUpdatesComplianceStatus: "NON_COMPLIANT",
    },
    rpm({
      name: "prod-amazon-linux-2023",
      operatingSystem: "AMAZON_LINUX_2023",
      groups: ["Prod/Web", "Web/Tier 1", "Platform"],
      modifiedAt: now - 81 * day,
    }),
    rpm({
      name: "prod-amazon-linux-2",
      operatingSystem: "AMAZON_LINUX_2",
      groups: ["Edge", "本番"],
      modifiedAt: now - 410 * day,
    }),
    rpm({
      name: "prod-rhel-9",
      operatingSystem: "REDHAT_ENTERPRISE_LINUX",
      groups: ["Prod/DB"],
      modifiedAt: now - 33 * day,
    }),
    rpm({
      name: "prod-sles-15",
      operatingSystem: "SUSE",
      groups: ["SAP"],
      modifiedAt: now - 150 * day,
    }),
    {
      ...plain("build-ubuntu-lts", "UBUNTU", now - 60 * day),
      ApprovalRules: {
        PatchRules: [
          rule("HIGH", 0, { PRIORITY: ["Required", "Important", "Standard", "Optional", "Extra"] }),
        ],
      },
      PatchGroups: ["Build"],
    },
    everyMemberBaseline(now),
    ...labBaselines(now),
  ];
}

function windows2022(now: number): Omit<Baseline, "BaselineId"> {
  return {
    ...plain("prod-windows-2022", "WINDOWS", now - 12 * 3_600),
    Description: "Security fixes after a week, everything else by name",
    GlobalFilters: {
      PatchFilters: [
        { Key: "PRODUCT", Values: ["WindowsServer2022", "MicrosoftDefenderAntivirus"] },
      ],
    },
    ApprovalRules: {
      PatchRules: [
        rule("CRITICAL", 7, {
          PRODUCT: ["WindowsServer2022"],
          CLASSIFICATION: ["SecurityUpdates"],
          MSRC_SEVERITY: securityWords,
        }),
        rule("HIGH", 7, {
          PRODUCT: ["WindowsServer2022"],
          CLASSIFICATION: ["CriticalUpdates", "UpdateRollups"],
          MSRC_SEVERITY: ["*"],
        }),
        rule("INFORMATIONAL", 0, { CLASSIFICATION: ["DefinitionUpdates"] }),
      ],
    },
    ApprovedPatches: ["KB5070884", "KB5073322"],
    ApprovedPatchesComplianceLevel: "CRITICAL",
    RejectedPatches: ["KB5071203", "KB5072034", "KB5069*"],
    RejectedPatchesAction: "BLOCK",
    PatchGroups: ["Payments/Windows"],
    AvailableSecurityUpdatesComplianceStatus: "COMPLIANT",
  };
}

function rpm(own: {
  name: string;
  operatingSystem: string;
  groups: string[];
  modifiedAt: number;
}): Omit<Baseline, "BaselineId"> {
  const middle = own.operatingSystem.startsWith("AMAZON") ? "Medium" : "Moderate";
  return {
    ...plain(own.name, own.operatingSystem, own.modifiedAt),
    ApprovalRules: {
      PatchRules: [
        rule("CRITICAL", 3, { CLASSIFICATION: ["Security"], SEVERITY: ["Critical"] }),
        rule("HIGH", 7, { CLASSIFICATION: ["Security"], SEVERITY: ["Important"] }),
        rule("MEDIUM", 14, { CLASSIFICATION: ["Security"], SEVERITY: [middle] }),
        rule("LOW", 21, {
          CLASSIFICATION: own.operatingSystem === "SUSE" ? ["Recommended"] : ["Bugfix"],
        }),
      ],
    },
    PatchGroups: own.groups,
  };
}
