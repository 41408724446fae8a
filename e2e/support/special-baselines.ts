import { ask } from "@/e2e/support/ask";

/** Where a special baseline of the emulator's fleet is (lib/emulator/fleet/special-baselines.ts). */
export interface SpecialBaseline {
  readonly account: string;
  readonly region: string;
  readonly baselineId: string;
  /** How GetPatchBaseline knows it; null for the account's own. */
  readonly arn: string | null;
  readonly name: string;
}

type SpecialBaselineName =
  | "usesEverything"
  | "approvesNothing"
  | "approveAtOnce"
  | "allowAsDependency"
  | "longestName"
  | "managedWindows"
  | "managedAmazonLinux2023";

export type SpecialBaselines = Readonly<Record<SpecialBaselineName, SpecialBaseline>>;

export async function specialBaselines(emulatorUrl: string): Promise<SpecialBaselines> {
  const { status, text } = await ask(`${emulatorUrl}/_emulator/special-baselines`);
  if (status !== 200) throw new Error(`special-baselines: HTTP ${status}: ${text}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the emulator is ours
  return JSON.parse(text) as SpecialBaselines;
}
