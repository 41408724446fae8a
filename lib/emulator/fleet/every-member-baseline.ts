import type { Baseline, PatchRule } from "@/lib/emulator/baseline";

import { labNames } from "./lab-baselines";

const levels = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNSPECIFIED"];
const severities = ["Critical", "Important", "Moderate", "Low", "None"];
/** Twenty, as many values as a filter can have. */
const products =
  "7.9 8.4 8.6 8.8 8.9 8.10 9.0 9.1 9.2 9.3 9.4 9.5 9.6 9.7 9.8 10.0 10.1 10.2 10.3 10.4"
    .split(" ")
    .map((version) => `RedhatEnterpriseLinux${version}`);
const repositories = ["baseos", "appstream", "supplementary", "codeready-builder"];

/** The baseline that uses every member of GetPatchBaseline. No node uses it; `now` in epoch seconds. */
export function everyMemberBaseline(now: number): Omit<Baseline, "BaselineId"> {
  return {
    Name: labNames.usesEverything,
    OperatingSystem: "REDHAT_ENTERPRISE_LINUX",
    GlobalFilters: {
      PatchFilters: [
        { Key: "PRODUCT", Values: ["RedhatEnterpriseLinux9.4", "RedhatEnterpriseLinux9.6"] },
        { Key: "CLASSIFICATION", Values: ["*"] },
        { Key: "SEVERITY", Values: severities },
        { Key: "SECTION", Values: ["*"] },
      ],
    },
    ApprovalRules: { PatchRules: Array.from({ length: 10 }, (_, index) => ruleOf(index)) },
    ApprovedPatches: ["kernel-5.14.0-427*", "openssl.x86_64", "CVE-2024-3094", "RHSA-2025:21110"],
    ApprovedPatchesComplianceLevel: "HIGH",
    ApprovedPatchesEnableNonSecurity: true,
    RejectedPatches: ["telnet*", "kernel-debug.x86_64", "httpd-2.4.62-13.el9_8.5"],
    RejectedPatchesAction: "BLOCK",
    PatchGroups: ["Lab: all/options", "Prod/DB+lab=2 @night", "検証"],
    CreatedDate: now - 700 * 86_400 + 0.25,
    ModifiedDate: now - 3 * 86_400 + 0.5,
    Description: "Uses every member: ten rules, sources, both lists & <all> options",
    Sources: [
      {
        Name: "internal-mirror",
        Products: ["RedhatEnterpriseLinux9.4"],
        Configuration:
          "[internal-mirror]\nname=Internal mirror\nbaseurl=https://mirror.corp.example.com/rhel9\nusername=patchboard\npassword=not-a-real-secret-8f2c\nenabled=1",
      },
      {
        Name: "vendor-hotfix",
        Products: ["RedhatEnterpriseLinux9.6", "*"],
        Configuration:
          "[vendor-hotfix]\nname=Vendor hotfix\nbaseurl=https://token:not-a-real-token@hotfix.example.com/el9\nenabled=1",
      },
    ],
    AvailableSecurityUpdatesComplianceStatus: "NON_COMPLIANT",
  };
}

function ruleOf(index: number): PatchRule {
  const approval =
    index % 3 === 2
      ? { ApproveUntilDate: `2026-0${(index % 9) + 1}-15` }
      : { ApproveAfterDays: [0, 3, 7, 14, 30, 90, 360][index % 7] ?? 0 };
  return {
    PatchFilterGroup: {
      PatchFilters: [
        { Key: "PRODUCT", Values: products.slice(0, 20 - index * 2) },
        {
          Key: "CLASSIFICATION",
          Values: index % 2 === 0 ? ["Security"] : ["Bugfix", "Enhancement"],
        },
        { Key: "SEVERITY", Values: [severities[index % 5] ?? "*"] },
        {
          Key: "REPOSITORY",
          Values: [`rhel-9-for-x86_64-${repositories[index % 4] ?? "baseos"}-rpms`],
        },
      ],
    },
    ComplianceLevel: levels[index % 6] ?? "UNSPECIFIED",
    ...approval,
    EnableNonSecurity: index % 2 === 1,
  };
}
