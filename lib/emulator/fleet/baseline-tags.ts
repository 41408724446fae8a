import type { Baseline } from "@/lib/emulator/baseline";

/** The tags of an account's own baseline. Laboratory baselines carry none. */
export function baselineTags(baseline: Baseline): Readonly<Record<string, string>> {
  const [stage = ""] = baseline.Name.split("-");
  if (!["prod", "corp", "build"].includes(stage)) return {};
  return { Environment: stage, ManagedBy: "terraform", Owner: `${stage}-patching@example.com` };
}
