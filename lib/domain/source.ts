/** One account and Region that Patchboard reads. */
export interface Source {
  readonly account: string;
  readonly region: string;
}

const accountPattern = /^\d{12}$/;
const regionPattern = /^[a-z]{2,5}(?:-[a-z]+)+-\d$/;

/** The twelve digits of an AWS account, or null. */
export function parseAccount(text: string): string | null {
  return accountPattern.test(text) ? text : null;
}

/** A Region's name in AWS's form (`us-gov-west-1`, `eusc-de-east-1`), or null. */
export function parseRegion(text: string): string | null {
  return regionPattern.test(text) ? text : null;
}

/** The source as one string, for keys of maps. */
export function sourceKey(source: Source): string {
  return `${source.account}/${source.region}`;
}

/** The partition a Region belongs to, as it stands in ARNs. */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" | "aws-eusc" {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("eusc-")) return "aws-eusc";
  return "aws";
}
