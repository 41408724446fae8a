import { operatingSystemLabel, parseOperatingSystem } from "@/lib/domain/operating-system";
import type { BaselineOwner } from "@/lib/domain/patch-baseline";

/** Who made a baseline, as seen from the account it is shown in. */
export const ownerWords: Record<BaselineOwner, string> = { self: "This account", aws: "AWS" };

/** What a person calls a baseline's system; a word we do not know stays as it came. */
export function systemWords(operatingSystem: string | null): string {
  const known = parseOperatingSystem(operatingSystem ?? "");
  return known === null ? (operatingSystem ?? "–") : operatingSystemLabel(known);
}
