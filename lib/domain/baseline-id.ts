import type { BaselineOwner } from "@/lib/domain/patch-baseline";
import { partitionOf, type Source } from "@/lib/domain/source";

const shortId = /(?:^|\/)(pb-[0-9a-f]{17})$/;

/** The short `pb-…` id of a baseline named by its id or by its ARN, or null when it is neither. */
export function parseBaselineId(text: string): string | null {
  return shortId.exec(text)?.[1] ?? null;
}

const arn = /^arn:[\w-]+:ssm:[\w-]*:(\d{12}):patchbaseline\/pb-[0-9a-f]{17}$/;

/** Who owns the baseline that AWS names so: its own baselines live in AWS's accounts and go by their ARN. */
export function baselineOwnerOf(source: Source, idOrArn: string): BaselineOwner {
  const account = arn.exec(idOrArn)?.[1];
  return account === undefined || account === source.account ? "self" : "aws";
}

/** The ARN of one of the source's own baselines, which AWS names by the short id alone. */
export function ownBaselineArn({ account, region }: Source, baselineId: string): string {
  return `arn:${partitionOf(region)}:ssm:${region}:${account}:patchbaseline/${baselineId}`;
}
