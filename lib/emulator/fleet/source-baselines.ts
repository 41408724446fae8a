import type { Baseline } from "@/lib/emulator/baseline";
import { LRUCache } from "lru-cache";

import { managedBaselines, type RegionalBaseline } from "./managed-baselines";
import { hashText, hexDigits } from "./random";

/** The patch baselines of one account and Region: its own, then AWS's. */
export class SourceBaselines {
  readonly list: readonly RegionalBaseline[];
  readonly #forGroup = new LRUCache<string, RegionalBaseline>({ max: 1_000 });

  /** `key` is the seed of the ids of the account's own. */
  constructor(of: { own: readonly Omit<Baseline, "BaselineId">[]; key: number; region: string }) {
    const own = of.own.map((one): RegionalBaseline => {
      const BaselineId = `pb-0${hexDigits(of.key, hashText(one.Name), 16)}`;
      return {
        baseline: { ...one, BaselineId },
        reference: BaselineId,
        owner: "Self",
        isDefault: false,
      };
    });
    this.list = [...own, ...managedBaselines(of.region)];
  }

  /** The baseline that a patch group is registered with for an operating system, or the system's default. */
  forGroup(operatingSystem: string, patchGroup: string): RegionalBaseline {
    const key = `${operatingSystem}/${patchGroup}`;
    let chosen = this.#forGroup.get(key);
    if (!chosen) {
      chosen =
        this.list.find(
          ({ baseline }) =>
            baseline.OperatingSystem === operatingSystem &&
            baseline.PatchGroups.includes(patchGroup),
        ) ?? this.defaultOf(operatingSystem);
      this.#forGroup.set(key, chosen);
    }
    return chosen;
  }

  /** The default baseline of an operating system; every system that AWS knows has one. */
  defaultOf(operatingSystem: string): RegionalBaseline {
    const found = this.list.find(
      ({ baseline, isDefault }) => isDefault && baseline.OperatingSystem === operatingSystem,
    );
    if (!found) throw new RangeError(`no default baseline for ${operatingSystem}`);
    return found;
  }
}
