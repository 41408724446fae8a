import type { Fleet } from "./fleet";
import { labNames } from "./lab-baselines";
import type { RegionalBaseline } from "./managed-baselines";

/** Where a baseline that tests ask for by name is. */
export interface SpecialBaseline {
  account: string;
  region: string;
  /** The bare id. */
  baselineId: string;
  /** How GetPatchBaseline knows it; null for the account's own, which go by the bare id. */
  arn: string | null;
  name: string;
}

const names = {
  ...labNames,
  managedWindows: "AWS-DefaultPatchBaseline",
  managedAmazonLinux2023: "AWS-AmazonLinux2023DefaultPatchBaseline",
} as const;

export type SpecialBaselines = Record<keyof typeof names, SpecialBaseline>;

/** The special baselines of the first account, in the Region of its special nodes or its first. Throws RangeError for an empty fleet. */
export function specialBaselines(fleet: Fleet): SpecialBaselines {
  const source = fleet.sources.find(
    ({ account, region, size }) =>
      account === fleet.options.account &&
      (fleet.specialRegion === null ? size > 0 : region === fleet.specialRegion),
  );
  if (!source) throw new RangeError("a fleet has special baselines when its account has nodes");
  const entry = (name: string): SpecialBaseline => {
    const found = source.baselines.list.find(({ baseline }) => baseline.Name === name);
    if (!found) throw new RangeError(`the fleet has no baseline ${name}`);
    const { account, region } = source;
    return { account, region, baselineId: found.baseline.BaselineId, arn: arnOf(found), name };
  };
  return {
    usesEverything: entry(names.usesEverything),
    approvesNothing: entry(names.approvesNothing),
    approveAtOnce: entry(names.approveAtOnce),
    allowAsDependency: entry(names.allowAsDependency),
    longestName: entry(names.longestName),
    managedWindows: entry(names.managedWindows),
    managedAmazonLinux2023: entry(names.managedAmazonLinux2023),
  };
}

function arnOf({ owner, reference }: RegionalBaseline): string | null {
  return owner === "AWS" ? reference : null;
}
