import managed from "@/lib/emulator/data/managed-baselines.json";
import type { Baseline } from "@/lib/emulator/baseline";

import { hexDigits, hashText } from "./random";

/** A baseline of a Region with what DescribePatchBaselines needs beside GetPatchBaseline's members. */
export interface RegionalBaseline {
  baseline: Baseline;
  /** `arn:aws:ssm:…` for AWS's own, the bare id for the account's. */
  reference: string;
  owner: "AWS" | "Self";
  isDefault: boolean;
}

interface RegionIds {
  owner: string;
  ids: Record<string, string>;
}

const created = Date.UTC(2019, 10, 20, 19, 41, 7) / 1000;
const regions: Record<string, RegionIds> = managed.regions;

/** The AWS-managed baselines of a Region: real ids and ARNs where a capture holds them, invented ids in other Regions. */
export function managedBaselines(region: string): RegionalBaseline[] {
  const known = regions[region];
  const owner = known?.owner ?? "075727635805";
  return managed.baselines.map((rule) => {
    const listed = rule.defaultBaseline ? known?.ids[rule.operatingSystem] : undefined;
    const id = listed ?? `pb-0${hexDigits(hashText(region), hashText(rule.name), 16)}`;
    return {
      baseline: {
        BaselineId: id,
        Name: rule.name,
        OperatingSystem: rule.operatingSystem,
        GlobalFilters: { PatchFilters: rule.globalFilters },
        ApprovalRules: { PatchRules: rule.patchRules },
        ApprovedPatches: [],
        ApprovedPatchesComplianceLevel: "UNSPECIFIED",
        ApprovedPatchesEnableNonSecurity: false,
        RejectedPatches: [],
        RejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
        PatchGroups: [],
        CreatedDate: created,
        ModifiedDate: created,
        Description: rule.description,
        Sources: [],
      },
      reference: `arn:aws:ssm:${region}:${owner}:patchbaseline/${id}`,
      owner: "AWS",
      isDefault: rule.defaultBaseline,
    };
  });
}
